namespace Ghc.Functions.LabResults.Formats;

/// <summary>One order of a message (OBR) with its patient, its observations and its specimen.</summary>
internal sealed class Hl7Order(Hl7Segment header, Hl7Segment? patient, Hl7Segment? common, Hl7Segment request)
{
    /// <summary>HL7 table 0369: pooled patient specimens.</summary>
    private const string PooledRole = "L";

    private readonly List<Hl7Segment> observations = [];
    private Hl7Segment? specimen;

    public static IEnumerable<Hl7Order> Of(Hl7Message message)
    {
        var orders = new List<Hl7Order>();
        Hl7Segment? patient = null,
            common = null;
        foreach (var segment in message.Segments)
        {
            switch (segment.Name)
            {
                case "PID":
                    (patient, common) = (segment, null);
                    break;
                case "ORC":
                    common = segment;
                    break;
                case "OBR":
                    orders.Add(new Hl7Order(message.Header, patient, common, segment));
                    common = null;
                    break;
                case "OBX":
                    if (orders.Count == 0)
                    {
                        orders.Add(new Hl7Order(message.Header, patient, common, segment.Named("OBR")));
                    }

                    orders[^1].observations.Add(segment);
                    break;
                case "SPM" when orders.Count > 0:
                    orders[^1].specimen ??= segment;
                    break;
            }
        }

        return orders;
    }

    public IEnumerable<MappedRow> Rows(string? laboratory) =>
        observations.Where(observation => !Hl7Statuses.IsNoTest(observation)).Select(observation => Row(observation, laboratory));

    private MappedRow Row(Hl7Segment observation, string? laboratory)
    {
        var row = new MappedRow(observation.Place(5)[..^2], observation.Text);
        row.Set("laboratory", laboratory, header.Place(4));
        SetStatus(row, observation);
        Hl7Patient.Set(row, patient, request);
        IReadOnlyList<GivenCode> codes = [.. observation.Repetitions(3).SelectMany(code => code.Codes())];
        ReportRules.SetTest(row, codes, observation.Place(3));
        SetAccession(row, LabCodes.TestCodeOf(codes));
        SetTimes(row, observation);
        IReadOnlyList<GivenCode> flags =
        [
            .. observation.Repetitions(8).Select(flag => new GivenCode(LabCodes.InterpretationSystem, flag.Value(1), null)),
        ];
        ReportRules.SetResult(row, Value(observation), observation.Place(5), flags, observation.Place(8));
        if (specimen?.Value(11) == PooledRole)
        {
            ReportRules.SetPooled(row);
        }

        return row;
    }

    private void SetStatus(MappedRow row, Hl7Segment observation)
    {
        if (observation.Value(11) is { Length: > 0 } own)
        {
            ReportRules.SetStatus(row, Hl7Statuses.OfObservation(own), observation.Place(11));
        }
        else
        {
            ReportRules.SetStatus(row, Hl7Statuses.OfOrder(request.Value(25)), request.Place(25));
        }
    }

    private void SetAccession(MappedRow row, string? code)
    {
        var (sample, from) = First((request, 3), (request, 2), (common, 3), (common, 2), (specimen, 2));
        row.Sample = sample;
        row.Set("accession", ReportRules.AccessionOf(sample, code), from);
    }

    private void SetTimes(MappedRow row, Hl7Segment observation)
    {
        var sampled = First((specimen, 17), (observation, 14), (request, 7));

        // Many systems shift fields by one: values that are not times are skipped.
        (Hl7Segment Segment, int Field)[] candidates = [(request, 22), (observation, 19), (header, 7)];
        var (segment, field) = candidates.FirstOrDefault(each => Hl7Times.IsTime(each.Segment.Value(each.Field)), candidates[0]);
        ReportRules.SetTimes(row, (Time(sampled.Value), sampled.From), (Time(segment.Value(field)), segment.Place(field)));
    }

    private string? Time(string? text) => Hl7Times.Read(text ?? "", header.Value(7));

    private static IReadOnlyList<GivenCode> Value(Hl7Segment observation) =>
        observation.Value(2) switch
        {
            "CE" or "CWE" or "CNE" or "CF" or "IS" or "ID" => [.. observation.Repetitions(5).SelectMany(value => value.Codes())],

            // Repetitions are the lines of one text. A single line could say the opposite of the whole.
            _ => string.Join(' ', observation.Repetitions(5).Select(value => value.Text())).Trim() is { Length: > 0 } text
                ? [new GivenCode(null, null, text)]
                : [],
        };

    private static (string? Value, string From) First(params ReadOnlySpan<(Hl7Segment? Segment, int Field)> candidates)
    {
        foreach (var (segment, field) in candidates)
        {
            // The filler's identifier of a specimen is its second component (EIP).
            if (
                segment is not null
                && new[] { segment.Name == "SPM" && field == 2 ? segment.Value(2, 2) : "", segment.Value(field) }.FirstOrDefault(text =>
                    text.Length > 0
                )
                    is { } value
            )
            {
                return (value, segment.Place(field));
            }
        }

        return (null, "");
    }
}
