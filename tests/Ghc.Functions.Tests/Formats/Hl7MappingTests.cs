using System.Text;
using Ghc.Domain;
using Ghc.Domain.LabResults;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Functions.Tests.Formats;

public sealed class Hl7MappingTests
{
    private const string Header = @"MSH|^~\&|LIS|gz-kingmed|GHC||20220711180200+0800||ORU^R01^ORU_R01|M-1|P|2.5.1";
    private const string Patient = "PID|1||000123^^^HOSP^MR~X1234567^^^^PPN||SMITH^ANNA";
    private const string Order = "OBR|1|P-55|A-1027|94500-6^^LN|||202207110820+0800|||||||||||||||20220711174500+0800|||F";
    private const string Result = "OBX|1|CWE|94500-6^^LN||260373001^Detected^SCT|||POS|||F";

    [Fact]
    public void Sample_TwoMessages_AreTwoResults()
    {
        var rows = Mapped.Hl7(Encoding.UTF8.GetBytes(Mapped.Sample("hl7-oru.hl7")));

        Assert.Equal(
            ["passport|X1234567|", "hong-kong-macao-permit|H01234567|02"],
            rows.Select(row => Mapped.Reported(row).Document.Canonical)
        );
        Assert.Equal(
            ["gz-kingmed A-1027/94500-6 Negative SMITH ANNA", "gz-kingmed A-1028/94309-2 Positive 陈 大文"],
            rows.Select(Mapped.Result).Select(result => $"{result.Laboratory} {result.Accession} {result.Result} {result.Name!.Text}")
        );

        // The second has no offset of its own; that of MSH-7 is meant.
        Assert.Equal(
            [
                (DateTimeOffset.Parse("2022-07-11T00:20:00Z", null), Remarks.None),
                (DateTimeOffset.Parse("2022-07-11T01:00:00Z", null), Remarks.None),
            ],
            rows.Select(Mapped.Result).Select(result => (result.SampledAt, result.Remarks))
        );
        Assert.Equal(DateTimeOffset.Parse("2022-07-11T17:45:00+08:00", null), Mapped.Result(rows[0]).ReportedAt);
    }

    [Theory]
    [InlineData("F", ResultStatus.Final)]
    [InlineData("C", ResultStatus.Corrected)]
    [InlineData("A", ResultStatus.Corrected)]
    [InlineData("X", ResultStatus.Cancelled)]
    [InlineData("D", ResultStatus.Cancelled)]
    [InlineData("W", ResultStatus.Cancelled)]
    public void Status_OfTheObservation_IsOurs(string status, ResultStatus expected) =>
        Assert.Equal(expected, Mapped.Result(Single(Result[..^1] + status)).Status);

    [Theory]
    [InlineData("P")]
    [InlineData("S")]
    [InlineData("R")]
    [InlineData("I")]
    [InlineData("U")]
    public void Status_NotFinal_IsRefusedAndNobodyIsWarned(string status)
    {
        var row = Single(Result[..^1] + status);

        Assert.Equal(("line 4 OBX-11: result.not-yet", false), (Mapped.Problems(row), row.ReadsAsPositive));
    }

    [Fact]
    public void Status_NotSaid_IsThatOfTheOrder()
    {
        Assert.Equal(ResultStatus.Final, Mapped.Result(Single(Result[..^1])).Status);
        Assert.Equal("line 3 OBR-25: result.not-yet", Mapped.Problems(Single(Result[..^1], Order[..^1] + "P")));
    }

    [Theory]
    [InlineData("CWE", "260415000^Not detected^SCT", TestResult.Negative)]
    [InlineData("CE", "NEG^Negative^L^260385009^Negative^SCT", TestResult.Negative)]
    [InlineData("CWE", "L1^^L^^^^^^not detected", TestResult.Negative)]
    [InlineData("ST", "NOT DETECTED", TestResult.Negative)]
    [InlineData("TX", "Not~detected", TestResult.Negative)]
    [InlineData("ST", "阳性", TestResult.Positive)]
    [InlineData("CWE", "895231008^^SCT", TestResult.Negative)]
    [InlineData("NM", "21.5", null)]
    [InlineData("CWE", "455371000124106^^SCT", TestResult.Invalid)]
    [InlineData("ST", "\"\"", null)]
    public void Value_OfAnyType_IsTheResult(string type, string value, TestResult? expected)
    {
        var row = Single($"OBX|1|{type}|94500-6^^LN||{value}||||||F");

        Assert.Equal(expected, Mapped.Problems(row).Length > 0 ? null : Mapped.Result(row).Result);
        Assert.Equal(expected is null, Mapped.Problems(row).StartsWith("line 4 OBX-5: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NM|94500-6^^LN||21.5|||POS|||F", TestResult.Positive)]
    [InlineData("ST|94500-6^^LN|||||ND|||F", TestResult.Negative)]
    public void Interpretation_DecidesWhereNoValueIsKnown(string observation, TestResult expected) =>
        Assert.Equal(expected, Mapped.Result(Single($"OBX|1|{observation}")).Result);

    [Fact]
    public void Interpretation_ThatSaysOtherwise_IsRefusedAndUrgent()
    {
        var row = Single("OBX|1|CWE|94500-6^^LN||260415000^^SCT|||POS|||F");

        Assert.Equal(("line 4 OBX-5: result.contradiction", true), (Mapped.Problems(row), row.ReadsAsPositive));
    }

    [Theory]
    [InlineData("94563-4^IgG^LN", "line 4 OBX-3: assay.other", false)]
    [InlineData("COVID^^L", "line 4 OBX-3: assay.code", true)]
    public void Test_ThatIsNotOurs_IsRefused(string code, string problem, bool isUrgent)
    {
        var row = Single(Result.Replace("94500-6^^LN", code, StringComparison.Ordinal));

        Assert.Equal((problem, isUrgent), (Mapped.Problems(row), row.ReadsAsPositive));
    }

    [Theory]
    [InlineData("X1234567^^^^PPN", "passport|X1234567|")]
    [InlineData("1^^^^MR~12345678^^^taiwan-permit", "taiwan-permit|12345678|")]
    [InlineData("H0123456702^^^GHC&urn:ghc:id:hong-kong-macao-permit&URI", null)]
    [InlineData("H0123456702^^^urn:ghc:id:hong-kong-macao-permit", "hong-kong-macao-permit|H01234567|02")]
    [InlineData("1^^^^MR|X1234567^^^^PPN", "passport|X1234567|")]
    [InlineData("X1234567^^^^Passport", "passport|X1234567|")]
    [InlineData("1^^^^MR", null)]
    [InlineData("", null)]
    public void Document_IsTheIdentifierThatIsOne(string identifiers, string? document)
    {
        var row = Single(
            Result,
            patient: $"PID|1||{identifiers}{(identifiers.Contains('|', StringComparison.Ordinal) ? "|" : "||")}SMITH^ANNA"
        );

        Assert.Equal(document, Mapped.Problems(row).Length > 0 ? null : Mapped.Reported(row).Document.Canonical);
        Assert.Equal(document is null ? "line 2 PID-3: document.none" : "", Mapped.Problems(row));
    }

    [Theory]
    [InlineData("SMITH^ANNA^MARIA", "SMITH ANNA MARIA")]
    [InlineData("S^A^^^^^N~SMITH&VAN^ANNA^^^^^L", "SMITH ANNA")]
    [InlineData("O\\T\\BRIEN^ANNA", null)]
    public void Name_IsTheLegalOne(string name, string? expected) =>
        Assert.Equal(expected, Mapped.Result(Single(Result, patient: $"PID|1||X1234567^^^^PPN||{name}")).Name?.Text);

    /// <summary>An alternate patient identifier (PID-4), and the outer one (PID-2), of older versions.</summary>
    [Fact]
    public void Document_MayBeInAnOlderField() =>
        Assert.Equal(
            "passport|X1234567|",
            Mapped.Reported(Single(Result, patient: "PID|1|X1234567^^^^PPN|000123^^^HOSP^MR||SMITH^ANNA")).Document.Canonical
        );

    /// <summary>What public samples of laboratories and states write instead of LN and SCT.</summary>
    [Theory]
    [InlineData("94500-6^SARS-CoV-2 RNA^LOINC", "260373001^Detected^SCT")]
    [InlineData("94500-6^SARS-CoV-2 RNA", "260373001^Detected")]
    [InlineData("94500-6^SARS-CoV-2 RNA^2.16.840.1.113883.6.1", "260373001^^SNOMED-CT")]
    [InlineData("COV^Covid^L^94500-6^SARS-CoV-2 RNA^LN", "P^Pos^L^260373001^^SNOMED CT")]
    [InlineData("94500-6^^LN^^^^2.68", "LA6576-8^Positive")]
    [InlineData("871555000^Detection of RNA^SCT", "Positif")]
    public void CodeSystem_IsToldHoweverItIsNamed(string test, string value)
    {
        var result = Mapped.Result(Single($"OBX|1|CWE|{test}||{value}||||||F"));

        Assert.Equal((Assay.NucleicAcid, TestResult.Positive), (result.Assay, result.Result));
    }

    /// <summary>A report that lost its order: the specimen and the common order still name the sample.</summary>
    [Fact]
    public void Observation_WithoutAnOrder_IsNotLost()
    {
        var message = string.Join(
            '\r',
            Header,
            Patient,
            "ORC|RE|P-55|A-1027",
            Result + "|||20220711082000+0800",
            "SPM|1|S-1||258500001^^SCT"
        );
        Assert.Equal("A-1027/94500-6", Mapped.Result(Assert.Single(Mapped.Hl7(Encoding.UTF8.GetBytes(message)))).Accession);

        var nothing = Assert.Single(
            Mapped.Hl7(Encoding.UTF8.GetBytes(string.Join('\r', Header, Patient, Result + "|||20220711082000+0800")))
        );
        Assert.Equal(("line 3 OBX (accession): message.accession", true), (Mapped.Problems(nothing), nothing.ReadsAsPositive));
    }

    /// <summary>The specimen comes before the order in some systems, and the order's group after it.</summary>
    [Fact]
    public void Segments_InAnotherOrder_AreRead()
    {
        var message = string.Join('\r', Header, Patient, "SPM|1|||258500001^^SCT", Order, "ORC|RE|P-55", Result, "NTE|1||GeneXpert");

        Assert.Equal("A-1027/94500-6", Mapped.Result(Assert.Single(Mapped.Hl7(Encoding.UTF8.GetBytes(message)))).Accession);
    }

    /// <summary>Fields that slipped by one, and an hour of 30: the next time says when.</summary>
    [Theory]
    [InlineData("20220711300700+0800", "|||||20220711190000+0800", "2022-07-11T19:00:00+08:00")]
    [InlineData("LAB", "|||||20220711190000+0800", "2022-07-11T19:00:00+08:00")]
    [InlineData("F", "", "2022-07-11T18:02:00+08:00")]
    public void ReportTime_IsTheFirstThatIsOne(string written, string more, string expected)
    {
        var result = Mapped.Result(
            Single(Result + "|||20220711082000+0800" + more, Order.Replace("20220711174500+0800", written, StringComparison.Ordinal))
        );

        Assert.Equal((DateTimeOffset.Parse(expected, null), Remarks.None), (result.ReportedAt, result.Remarks));
    }

    [Fact]
    public void Pooled_ByTheRoleOfTheSpecimen() =>
        Assert.True(Mapped.Result(Single(Result + "\rSPM|1|^S-1||258500001^^SCT|||||||L^Pooled^HL70369")).Pooled);

    [Fact]
    public void SamplingTime_IsThatOfTheSpecimenFirst()
    {
        Assert.Equal(
            DateTimeOffset.Parse("2022-07-10T23:00:00Z", null),
            Mapped.Result(Single(Result + "\rSPM|1||||||||||||||||20220711070000+0800^20220711070500+0800")).SampledAt
        );
        Assert.Equal(DateTimeOffset.Parse("2022-07-10T16:00:00Z", null), Mapped.Result(Single(Result + "|||20220711")).SampledAt);
        Assert.Equal("line 4 OBX-14: field.type", Mapped.Problems(Single(Result + "|||202207")));
    }

    [Fact]
    public void Laboratory_IsTheCallersBeforeTheHeaders()
    {
        var message = Encoding.UTF8.GetBytes(string.Join('\r', Header, Patient, Order, Result));
        Assert.Equal("sz-bgi", Mapped.Result(Mapped.Hl7(message, "sz-bgi")[0]).Laboratory);
        Assert.Equal(
            "line 4 OBX (laboratory): message.laboratory",
            Mapped.Problems(Single(Result, header: Header.Replace("gz-kingmed", "GZ KingMed^1.2.3^ISO", StringComparison.Ordinal)))
        );
    }

    [Fact]
    public void Order_WithoutFillersNumber_HasThePlacers() =>
        Assert.Equal("P-55/94500-6", Mapped.Result(Single(Result, Order.Replace("|A-1027|", "||", StringComparison.Ordinal))).Accession);

    /// <summary>
    /// The shape of reports to public health in the United States (ELR): software, notes, object identifiers, questions on ordering,
    /// "normal" as interpretation.
    /// </summary>
    [Fact]
    public void ElectronicLaboratoryReport_WithAPassport_IsRead()
    {
        var message = string.Join(
            '\n',
            @"MSH|^~\&|LAB APP^2.16.840.1.114222.4.1.1^ISO|Some Lab^11D2030855^CLIA|PH^2.16.840.1.114222.4.3.3^ISO|PH|20220711180200+0800||ORU^R01^ORU_R01|1|P|2.5.1|||NE|NE|USA||||PHLabReport-NoAck^ELR_Receiver^2.16^ISO",
            "SFT|Vendor|1.0|App|0.1||20220101",
            "PID|1||78a1^^^Some Lab&11D2030855&CLIA^PI~X1234567^^^GBR&2.16.840.1.113883.4.330&ISO^PPN||SMITH^ANNA^^^^^L||19800101|F||2106-3^White^HL70005",
            "ORC|RE|73a6|73a6|||||||||1629082607^Eddin^Husam",
            "OBR|1|73a6|0cba|94558-4^SARS-CoV-2 (COVID-19) Ag^LN|||202207110820+0800|||||||||||||||202207111745+0800|||F",
            "OBX|1|CWE|94558-4^SARS-CoV-2 (COVID-19) Ag^LN||260415000^Not detected^SCT|||N^Normal (applies to non-numeric results)^HL70078|||F|||202207110820+0800|||CareStart^^99ELR||202207111700+0800",
            "NTE|1|L|A comment|RE",
            "OBX|2|CWE|95418-0^Whether patient is employed in a healthcare setting^LN||Y^Yes^HL70136||||||F|||202207110820+0800|||||||||||||||QST",
            "SPM|1|0cba&&2.16&ISO^0cba&&2.16&ISO||258607008^Bronchoalveolar lavage^SCT|||||||||||||202207110820+0800|202207110820+0800"
        );

        var (document, result) = Mapped.Reported(Assert.Single(Mapped.Hl7(Encoding.UTF8.GetBytes(message), "sz-bgi")));

        Assert.Equal(
            ("passport|X1234567|", "0cba/94558-4", Assay.Antigen, TestResult.Negative, Remarks.None),
            (document.Canonical, result.Accession, result.Assay, result.Result, result.Remarks)
        );
    }

    private static LabResults.LabRow Single(string observation, string order = Order, string patient = Patient, string header = Header) =>
        Assert.Single(Mapped.Hl7(Encoding.UTF8.GetBytes(string.Join('\r', header, patient, order, observation))));
}
