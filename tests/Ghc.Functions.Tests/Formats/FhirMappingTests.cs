using Ghc.Domain;
using Ghc.Domain.LabResults;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Functions.Tests.Formats;

public sealed class FhirMappingTests
{
    private const string Observation = "entry[3].resource";
    private const string Value = $"{Observation}.valueCodeableConcept";
    private const string At = "Bundle.entry[3].resource";

    [Fact]
    public void SampleBundle_IsTheResultOfOurOwnSample()
    {
        var (document, result) = Mapped.Reported(Assert.Single(Mapped.Rows(Mapped.Bundle(), null)));

        Assert.Equal("passport|X1234567|", document.Canonical);
        Assert.Equal(
            ("gz-kingmed", "A-1027/94500-6", ResultStatus.Final, Assay.NucleicAcid, false, TestResult.Negative),
            (result.Laboratory, result.Accession, result.Status, result.Assay, result.Pooled, result.Result)
        );
        Assert.Equal(DateTimeOffset.Parse("2022-07-11T08:20:00+08:00", null), result.SampledAt);
        Assert.Equal(DateTimeOffset.Parse("2022-07-11T17:45:00+08:00", null), result.ReportedAt);
        Assert.Equal(Revisions.Of(result.ReportedAt), result.Revision);
        Assert.Equal("SMITH ANNA", result.Name!.Text);
        Assert.Equal(Remarks.None, result.Remarks);
    }

    /// <summary>A negative gene beside a positive test says nothing.</summary>
    [Fact]
    public void SampleReport_WithContainedResources_IsOnePositive()
    {
        var (document, result) = Mapped.Reported(Assert.Single(Mapped.Rows(Mapped.Report())));

        Assert.Equal("hong-kong-macao-permit|H01234567|02", document.Canonical);
        Assert.Equal(("A-1041/94309-2", ResultStatus.Final, TestResult.Positive), (result.Accession, result.Status, result.Result));
    }

    [Theory]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"260373001"}]}""", TestResult.Positive, false)]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"10828004"}]}""", TestResult.Positive, false)]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"260385009"}]}""", TestResult.Negative, false)]
    [InlineData("""{"coding":[{"system":"urn:oid:2.16.840.1.113883.6.96","code":"419984006"}]}""", TestResult.Inconclusive, false)]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"42425007"}]}""", TestResult.Inconclusive, false)]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"125154007"}]}""", TestResult.Invalid, false)]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"455371000124106"}]}""", TestResult.Invalid, false)]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"895231008"}]}""", TestResult.Negative, true)]
    [InlineData("""{"coding":[{"system":"http://loinc.org","code":"LA6577-6"}]}""", TestResult.Negative, false)]
    [InlineData("""{"coding":[{"system":"https://lab.example","code":"77","display":"NOT  DETECTED"}]}""", TestResult.Negative, false)]
    [InlineData("""{"text":"阴性（-）"}""", TestResult.Negative, false)]
    [InlineData("""{"coding":[{"system":"UNDEFINED","code":"NOT_DETECTED","display":"NOT_DETECTED"}]}""", TestResult.Negative, false)]
    [InlineData("""{"coding":[{"code":"260373001"}],"text":"Detected"}""", TestResult.Positive, false)]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct/731000124108","code":"260373001"}]}""", TestResult.Positive, false)]
    [InlineData(
        """{"coding":[{"system":"http://snomed.info/sct","code":"1240581000000104"}],"text":"SARS-CoV-2-ORGY"}""",
        TestResult.Positive,
        false
    )]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"1322791000000100"}]}""", TestResult.Negative, false)]
    [InlineData("""{"text":"nicht nachgewiesen"}""", TestResult.Negative, false)]
    [InlineData("""{"text":"Négatif"}""", TestResult.Negative, false)]
    [InlineData("""{"text":"NO DETECTADO"}""", TestResult.Negative, false)]
    [InlineData("""{"text":"양성"}""", TestResult.Positive, false)]
    public void Value_OfAnyCode_IsTheResult(string value, TestResult result, bool pooled)
    {
        var read = Mapped.Result(Assert.Single(Mapped.Rows(Mapped.Bundle((Value, value), ($"{Observation}.interpretation", null)))));

        Assert.Equal((result, pooled), (read.Result, read.Pooled));
    }

    [Theory]
    [InlineData("valueString", "\"POSITIVE\"", TestResult.Positive)]
    [InlineData(
        "interpretation",
        """[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"POS"}]}]""",
        TestResult.Positive
    )]
    [InlineData(
        "interpretation",
        """[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0078","code":"ND"}]}]""",
        TestResult.Negative
    )]
    [InlineData(
        "interpretation",
        """[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0078","code":"IND"}]}]""",
        TestResult.Inconclusive
    )]
    [InlineData(
        "dataAbsentReason",
        """{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"error"}]}""",
        TestResult.Invalid
    )]
    public void Result_OutsideOfTheCodedValue_IsRead(string member, string json, TestResult result) =>
        Assert.Equal(
            result,
            Mapped
                .Result(
                    Assert.Single(
                        Mapped.Rows(
                            Mapped.Bundle((Value, null), ($"{Observation}.interpretation", null), ($"{Observation}.{member}", json))
                        )
                    )
                )
                .Result
        );

    /// <summary>As national health services name the test in SNOMED CT.</summary>
    [Theory]
    [InlineData("871555000", Assay.NucleicAcid, Remarks.None)]
    [InlineData("871553007", Assay.Antigen, Remarks.None)]
    [InlineData("1240471000000102", Assay.Antigen, Remarks.None)]
    [InlineData("871562009", Assay.Antigen, Remarks.AssayAssumed)]
    public void Test_InSnomed_IsRead(string code, Assay assay, Remarks remarks)
    {
        var result = Mapped.Result(
            Assert.Single(
                Mapped.Rows(
                    Mapped.Bundle(($"{Observation}.code", $$"""{"coding":[{"system":"http://snomed.info/sct","code":"{{code}}"}]}"""))
                )
            )
        );

        Assert.Equal(($"A-1027/{code}", assay, remarks), (result.Accession, result.Assay, result.Remarks));
    }

    [Fact]
    public void Test_OfAntibodiesInSnomed_IsRefused() =>
        Assert.Equal(
            $"{At}.code: assay.other",
            Mapped.Problems(
                Assert.Single(
                    Mapped.Rows(
                        Mapped.Bundle(($"{Observation}.code", """{"coding":[{"system":"http://snomed.info/sct","code":"871552002"}]}"""))
                    )
                )
            )
        );

    /// <summary>A value that is left out on purpose, with the finding as interpretation, as Switzerland reports.</summary>
    [Fact]
    public void Interpretation_DecidesIfTheValueIsNotApplicable() =>
        Assert.Equal(
            TestResult.Positive,
            Mapped
                .Result(
                    Assert.Single(
                        Mapped.Rows(
                            Mapped.Bundle(
                                (Value, null),
                                (
                                    $"{Observation}.dataAbsentReason",
                                    """{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"not-applicable","display":"Not Applicable"}]}"""
                                ),
                                (
                                    $"{Observation}.interpretation",
                                    """[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"POS"}]}]"""
                                )
                            )
                        )
                    )
                )
                .Result
        );

    /// <summary>The operation of Germany's reporting system has its bundle as a parameter; gateways put bundles into a bundle.</summary>
    [Theory]
    [InlineData(
        """{"resourceType":"Parameters","parameter":[{"name":"content","resource":BUNDLE}]}""",
        "Parameters.parameter[0].resource.entry[3].resource.status"
    )]
    [InlineData(
        """{"resourceType":"Bundle","type":"collection","entry":[{"resource":BUNDLE}]}""",
        "Bundle.entry[0].resource.entry[3].resource.status"
    )]
    public void Bundle_InsideOfAnother_IsRead(string outer, string place)
    {
        Assert.Equal(
            "A-1027/94500-6",
            Mapped.Result(Assert.Single(Mapped.Rows(outer.Replace("BUNDLE", Mapped.Bundle(), StringComparison.Ordinal)))).Accession
        );

        var early = Mapped.Bundle(($"{Observation}.status", "\"preliminary\""));
        Assert.Equal(
            $"{place}: result.not-yet",
            Mapped.Problems(Assert.Single(Mapped.Rows(outer.Replace("BUNDLE", early, StringComparison.Ordinal))))
        );
    }

    /// <summary>Of reports without a time of their own the later bundle counts, so that a correction has its effect.</summary>
    [Fact]
    public void ReportTime_IsTheBundlesAtLast()
    {
        var result = Mapped.Result(Assert.Single(Mapped.Rows(Mapped.Bundle(("entry[0].resource.issued", null)))));

        Assert.Equal((DateTimeOffset.Parse("2022-07-11T18:02:00+08:00", null), Remarks.None), (result.ReportedAt, result.Remarks));
        Assert.Equal(Revisions.Of(result.ReportedAt), result.Revision);
    }

    /// <summary>
    /// A number that the sample has, if nothing else names it. The id of a resource is none: many systems count it anew in each message.
    /// </summary>
    [Fact]
    public void Accession_IsTheSpecimensIdentifierAtLast()
    {
        const string Specimen = "entry[2].resource";
        (string, string?)[] bare =
        [
            ("entry[0].resource.identifier", null),
            ($"{Specimen}.accessionIdentifier", null),
            ($"{Observation}.id", "\"obs-1\""),
        ];

        Assert.Equal(
            "580128/94500-6",
            Mapped
                .Result(Assert.Single(Mapped.Rows(Mapped.Bundle([.. bare, ($"{Specimen}.identifier", """[{"value":"580128"}]""")]))))
                .Accession
        );
        Assert.Equal($"{At} (accession): message.accession", Mapped.Problems(Assert.Single(Mapped.Rows(Mapped.Bundle(bare)))));
    }

    [Theory]
    [InlineData("final", ResultStatus.Final)]
    [InlineData("amended", ResultStatus.Corrected)]
    [InlineData("corrected", ResultStatus.Corrected)]
    [InlineData("cancelled", ResultStatus.Cancelled)]
    [InlineData("entered-in-error", ResultStatus.Cancelled)]
    public void Status_OfTheObservation_IsOurs(string status, ResultStatus expected) =>
        Assert.Equal(expected, Mapped.Result(Assert.Single(Mapped.Rows(Mapped.Bundle(($"{Observation}.status", $"\"{status}\""))))).Status);

    [Fact]
    public void Status_Unknown_CountsAsFinalWithARemark()
    {
        var result = Mapped.Result(Assert.Single(Mapped.Rows(Mapped.Bundle(($"{Observation}.status", "\"unknown\"")))));
        Assert.Equal((ResultStatus.Final, Remarks.StatusAssumed), (result.Status, result.Remarks));
    }

    [Theory]
    [InlineData("entered-in-error", ResultStatus.Cancelled)]
    [InlineData("partial", ResultStatus.Final)]
    public void Status_OfTheReport_CountsOnlyIfItIsWithdrawn(string status, ResultStatus expected) =>
        Assert.Equal(
            expected,
            Mapped.Result(Assert.Single(Mapped.Rows(Mapped.Bundle(("entry[0].resource.status", $"\"{status}\""))))).Status
        );

    /// <summary>A withdrawn observation has often neither a value nor a time left.</summary>
    [Fact]
    public void Cancellation_WithoutValueAndTime_Counts()
    {
        var row = Assert.Single(
            Mapped.Rows(
                Mapped.Bundle(
                    ($"{Observation}.status", "\"entered-in-error\""),
                    (Value, null),
                    ($"{Observation}.interpretation", null),
                    ("entry[2].resource.collection", null)
                )
            )
        );
        Assert.Equal((ResultStatus.Cancelled, "A-1027/94500-6"), (Mapped.Result(row).Status, row.Accession));
    }

    /// <summary>A change of the sample, the refusal with its place, and whether somebody must be warned.</summary>
    public static TheoryData<string, string?, string, bool> Refusals =>
        new()
        {
            { $"{Observation}.status", "\"preliminary\"", $"{At}.status: result.not-yet", false },
            { $"{Observation}.status", "\"registered\"", $"{At}.status: result.not-yet", false },
            { $"{Observation}.code", """{"coding":[{"system":"http://loinc.org","code":"94563-4"}]}""", $"{At}.code: assay.other", false },
            { $"{Observation}.code", """{"coding":[{"system":"http://loinc.org","code":"1234-5"}]}""", $"{At}.code: assay.code", true },
            { $"{Observation}.code", """{"text":"COVID"}""", $"{At}.code: assay.code", true },
            { $"{Observation}.interpretation[0].coding[0].code", "\"NEG\"", $"{At}.valueCodeableConcept: result.contradiction", true },
            { "entry[1].resource.identifier[1]", null, "Bundle.entry[1].resource.identifier: document.none", true },
            {
                "entry[1].resource.identifier[1].value",
                "\"?\"",
                "Bundle.entry[1].resource.identifier[1].value: id-number.characters",
                true
            },
            { "entry[3].resource.subject.reference", "\"Patient/nobody\"", $"{At}.subject: reference.missing", true },
            { "entry[2].resource.collection", null, $"{At} (sampledAt): field.missing", true },
            {
                "entry[2].resource.collection.collectedDateTime",
                "\"2022-07\"",
                "Bundle.entry[2].resource.collection.collectedDateTime: field.type",
                true
            },
            { "entry[4].resource.identifier[0].value", "\"sz-bgi\"", "Bundle.entry[0].resource.performer[0]: laboratory.other", true },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Positive_ThatCannotBeMapped_IsRefusedAtItsPlace(string path, string? value, string problem, bool isUrgent)
    {
        var row = Assert.Single(
            Mapped.Rows(
                Mapped.Bundle(
                    (Value, """{"coding":[{"system":"http://snomed.info/sct","code":"260373001"}]}"""),
                    ($"{Observation}.interpretation[0].coding[0].code", "\"POS\""),
                    (path, value)
                )
            )
        );

        Assert.Equal(problem, Mapped.Problems(row));
        Assert.Equal(isUrgent, row.ReadsAsPositive);
        Assert.Equal(
            isUrgent
                && !problem.Contains(".subject", StringComparison.Ordinal)
                && !problem.Contains(".identifier", StringComparison.Ordinal),
            row.Document is not null
        );
    }

    [Theory]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"123456"}]}""", "valueCodeableConcept: result.code")]
    [InlineData("""{"text":"see the letter"}""", "valueCodeableConcept: result.code")]
    [InlineData("null", "value[x]: field.missing")]
    public void Value_Unknown_IsRefusedAtItsPlace(string value, string problem) =>
        Assert.Equal(
            $"{At}.{problem}",
            Mapped.Problems(
                Assert.Single(Mapped.Rows(Mapped.Bundle((Value, value == "null" ? null : value), ($"{Observation}.interpretation", null))))
            )
        );
}
