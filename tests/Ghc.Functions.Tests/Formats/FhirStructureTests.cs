using Ghc.Domain;
using Ghc.Domain.LabResults;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Functions.Tests.Formats;

/// <summary>How the resources of a message belong together, and what a message may look like.</summary>
public sealed class FhirStructureTests
{
    private const string Patient =
        """{"resourceType":"Patient","id":"p2","identifier":[{"system":"urn:ghc:id:taiwan-permit","value":"12345678"}],"name":[{"text":"陳大文"}]}""";

    [Fact]
    public void Patients_Several_EachGetTheirOwnResult()
    {
        var rows = Mapped.Rows(
            Mapped.Bundle(
                ("entry[5]", $$"""{"resource":{{Patient}}}"""),
                (
                    "entry[6]",
                    Entry(
                        """{"resourceType":"Observation","status":"final","identifier":[{"value":"B-2"}],"code":{"coding":[{"system":"http://loinc.org","code":"94558-4"}]},"subject":{"reference":"Patient/p2"},"effectiveDateTime":"2022-07-12","issued":"2022-07-12T10:00:00Z","valueString":"positive"}"""
                    )
                )
            )
        );

        Assert.Equal(["passport|X1234567|", "taiwan-permit|12345678|"], rows.Select(row => Mapped.Reported(row).Document.Canonical));
        Assert.Equal(
            ("B-2/94558-4", Assay.Antigen, TestResult.Positive),
            (Mapped.Result(rows[1]).Accession, Mapped.Result(rows[1]).Assay, Mapped.Result(rows[1]).Result)
        );
    }

    /// <summary>Nobody knows whose the result is, so it is nobody's.</summary>
    [Fact]
    public void Patients_TwoWithOneId_AreNeither()
    {
        var row = Mapped.Rows(
            Mapped.Bundle(
                ("entry[5]", Entry(Patient)),
                ("entry[6]", Entry(Patient.Replace("12345678", "87654321", StringComparison.Ordinal))),
                ("entry[3].resource.subject.reference", "\"Patient/p2\"")
            )
        )[0];

        Assert.Equal("Bundle.entry[3].resource.subject: reference.missing", Mapped.Problems(row));
    }

    [Fact]
    public void BadRow_DoesNotHoldUpTheOthers()
    {
        var rows = Mapped.Rows(
            Mapped.Report(
                (
                    "contained[1]",
                    """{"resourceType":"Observation","id":"n","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"94558-4"}]},"valueString":"maybe"}"""
                )
            )
        );

        Assert.Equal(["DiagnosticReport.contained[1].valueString: result.code", ""], rows.Select(Mapped.Problems));
    }

    [Theory]
    [InlineData("positive", "negative", "94533-7 Positive")]
    [InlineData("negative", "negative", "94533-7 Negative, 94559-2 Negative")]
    [InlineData("invalid", "negative", "94533-7 Invalid")]
    [InlineData("who knows", "negative", "94533-7 refused")]
    public void Genes_NegativeOnes_CountOnlyIfNothingElseSpeaks(string first, string second, string expected)
    {
        var rows = Mapped.Rows(
            Mapped.Report(
                ("contained[1].valueCodeableConcept", null),
                ("contained[1].valueString", $"\"{first}\""),
                ("contained[2].valueString", $"\"{second}\""),
                ("contained[2].code.coding[0].code", "\"94559-2\"")
            )
        );

        Assert.Equal(
            expected,
            string.Join(
                ", ",
                rows.Select(row =>
                    $"{row.Accession!.Split('/')[1]} {(Mapped.Problems(row).Length > 0 ? "refused" : Mapped.Result(row).Result)}"
                )
            )
        );
    }

    [Fact]
    public void Panel_MembersAndComponents_AreLookedAt_AndQuestionsLeftOut()
    {
        var rows = Mapped.Rows(
            Mapped.Report(
                (
                    "contained[1]",
                    """
                    {"resourceType":"Observation","id":"n","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"97099-6"}]},"component":[
                      {"code":{"coding":[{"system":"http://loinc.org","code":"80382-5"}]},"valueString":"positive"},
                      {"code":{"coding":[{"system":"http://loinc.org","code":"97097-0"}]},"valueString":"positive"},
                      {"code":{"coding":[{"system":"http://loinc.org","code":"94745-7"}]},"valueQuantity":{"value":21.5}}]}
                    """
                ),
                (
                    "contained[2]",
                    """{"resourceType":"Observation","id":"rna","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"95419-8"}]},"valueBoolean":true}"""
                )
            )
        );

        Assert.Equal(["DiagnosticReport.contained[1].component[0].code: assay.other", ""], rows.Select(Mapped.Problems));
        Assert.Equal(("A-1041/97097-0", Assay.Antigen), (rows[1].Accession, Mapped.Result(rows[1]).Assay));
        Assert.False(rows[0].ReadsAsPositive);
    }

    [Theory]
    [InlineData("contained[0].name[0].text", "7")]
    [InlineData("contained[0].name", "{\"text\":\"CHAN\"}")]
    [InlineData("contained[0].name", "null")]
    [InlineData("contained[0].name[0].text", "\"\\ud800\"")]
    public void Name_InAnotherShape_IsNoReasonToLoseAPositive(string path, string value)
    {
        var message = Mapped.Report((path, "\"@\"")).Replace("\"@\"", value, StringComparison.Ordinal);

        Assert.Equal(TestResult.Positive, Mapped.Result(Assert.Single(Mapped.Rows(message))).Result);
    }

    [Theory]
    [InlineData("contained[0].identifier", "7")]
    [InlineData("contained[1].code", "[]")]
    [InlineData("result", "{}")]
    [InlineData("contained[2].status", "[[]]")]
    [InlineData("specimen", "\"S\"")]
    [InlineData("issued", "true")]
    [InlineData("contained[2].interpretation", "{\"coding\":3}")]
    [InlineData("contained[0].identifier[0].extension", "\"x\"")]
    public void Element_OfAWrongShape_IsNeverAnError(string path, string value) =>
        Assert.NotEmpty(Mapped.Rows(Mapped.Report((path, value))));

    [Fact]
    public void Pooled_ByExtension_OfObservationOrSpecimen()
    {
        const string Extension = """[{"url":"urn:ghc:pooled","valueBoolean":true}]""";
        Assert.True(Mapped.Result(Mapped.Rows(Mapped.Bundle(("entry[3].resource.extension", Extension)))[0]).Pooled);
        Assert.True(Mapped.Result(Mapped.Rows(Mapped.Bundle(("entry[2].resource.extension", Extension)))[0]).Pooled);
    }

    [Fact]
    public void Patient_AsALogicalReference_CarriesTheDocument()
    {
        var row = Mapped.Rows(
            Mapped.Bundle(
                (
                    "entry[3].resource.subject",
                    """{"identifier":{"system":"http://hl7.org/fhir/sid/passport-GBR","value":"X7654321"},"display":"ANNA SMITH"}"""
                )
            )
        )[0];

        Assert.Equal(("passport|X7654321|", "ANNA SMITH"), (Mapped.Reported(row).Document.Canonical, Mapped.Result(row).Name!.Text));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""", "resourceType: fhir.resource")]
    [InlineData("""{"resourceType":"Zonk"}""", "resourceType: fhir.resource")]
    [InlineData("""{"resourceType":7}""", "resourceType: fhir.resource")]
    [InlineData("""{"resourceType":"Bundle","type":"message"}""", "Bundle: message.no-result")]
    [InlineData("""{"resourceType":"DiagnosticReport","status":"final"}""", "DiagnosticReport: message.no-result")]
    public void Message_WithoutResult_IsRefusedWhole(string message, string problem)
    {
        Assert.True(LabResults.LabMessages.Parse(message, Mapped.Now).Refused(out var refusal, out _));
        Assert.Equal(problem, $"{refusal.Errors[0].Field}: {refusal.Errors[0].Problem}");
    }

    [Fact]
    public void Laboratory_NamedByNobody_RefusesEveryRow() =>
        Assert.Equal(
            "Bundle.entry[3].resource (laboratory): message.laboratory",
            Mapped.Problems(Assert.Single(Mapped.Rows(Mapped.Bundle(("entry[4].resource.identifier", null)), null)))
        );

    [Fact]
    public void ReportTime_Missing_IsARemark() =>
        Assert.Equal(
            Remarks.ReportTimeAssumed | Remarks.RevisionAssumed,
            Mapped.Result(Mapped.Rows(Mapped.Bundle(("entry[0].resource.issued", null), ("timestamp", null)))[0]).Remarks
        );

    private static string Entry(string resource) => $$"""{"resource":{{resource}}}""";
}
