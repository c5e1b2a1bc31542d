using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;

namespace Ghc.Domain.Colors;

/// <summary>From the JSON of a pack to a <see cref="Policy"/>.</summary>
internal static partial class PolicyReader
{
    /// <summary>Bounds that only catch slips of the keyboard: no rule of the field has come near them.</summary>
    internal const int MostDays = 366;
    private const int MostHours = 24 * 30,
        MostTests = 10;

    public static Outcome<Policy> Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var errors = new List<FieldError>();
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
            var policy = ReadPolicy(new(document.RootElement, "", errors), errors, json);
            return errors.Count == 0 ? policy : new Refusal(RefusalCodes.InvalidPolicy) { Errors = errors };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or half a character in a name.
            return new Refusal(RefusalCodes.InvalidPolicy) { Errors = [.. errors, new("", "invalid-json")] };
        }
    }

    private static Policy ReadPolicy(StrictObject root, List<FieldError> errors, string json)
    {
        var version = root.Text("version", 40);
        if (!string.IsNullOrWhiteSpace(version) && !Version().IsMatch(version))
        {
            root.Refuse("version", "invalid-version");
        }

        var effectiveFrom = root.Instant("effectiveFrom");
        foreach (var (source, path) in root.List("sources"))
        {
            if (StrictObject.TextOf(source) is null)
            {
                errors.Add(new(path, source.ValueKind == JsonValueKind.String ? StrictObject.HalfACharacter : "wrong-type"));
            }
        }

        var rules = ReadRules(root);
        var examples = root.List("examples").Select(e => ExampleReader.Read(new(e.Element, e.Path, errors), errors)).ToArray();
        if (examples.Length == 0 && errors.Count == 0)
        {
            // A policy without an example shows nothing to its approver.
            root.Refuse("examples", "required");
        }

        root.RefuseRest();
        return new(version, effectiveFrom, rules, examples, json);
    }

    private static Rules ReadRules(StrictObject root) =>
        new(
            root.Choices<Assay>("releasingAssays").ToHashSet(),
            root.Nested("inbound") is { } inbound ? ReadInbound(inbound) : null,
            ReadResult(root.Nested("positive"), Color.Red),
            ReadResult(root.Nested("pooledPositive"), Color.Yellow),
            ReadResult(root.Nested("inconclusive"), Color.Yellow),
            root.Nested("measures") is { } measures ? ReadMeasures(measures) : new Dictionary<MeasureKind, MeasureRule>()
        );

    private static InboundRule ReadInbound(StrictObject inbound)
    {
        var red = inbound.Number("redThroughDay", 1, MostDays);
        var release = inbound.Number("releaseFromDay", red + 1, MostDays);
        var green = inbound.Number("greenOnDay", release, MostDays);
        var days = inbound.Has("testDays") ? inbound.Ascending("testDays", MostTests, green) : [];
        inbound.RefuseRest();
        return new(red, release, green, days);
    }

    /// <param name="usual">The color of packs that name none.</param>
    private static ResultRule? ReadResult(StrictObject? result, Color usual)
    {
        if (result is null)
        {
            return null;
        }

        var color = result.Has("color") ? ReadColor(result) : usual;
        return new(color, ReadRelease(result));
    }

    private static Color ReadColor(StrictObject rule)
    {
        var color = rule.Choice<Color>("color");
        if (rule.Has("color") && color == Color.Green)
        {
            rule.RefuseValue("color", ["yellow", "red"]);
        }

        return color;
    }

    private static Dictionary<MeasureKind, MeasureRule> ReadMeasures(StrictObject measures)
    {
        // Every kind must be named, be it with null: one that was forgotten would be green without anyone having said so.
        var rules = new Dictionary<MeasureKind, MeasureRule>();
        foreach (var kind in Enum.GetValues<MeasureKind>())
        {
            if (measures.Nested(ReasonCodes.NameOf(kind)) is { } measure)
            {
                rules[kind] = ReadMeasure(measure);
            }
        }

        measures.RefuseRest();
        return rules;
    }

    private static MeasureRule ReadMeasure(StrictObject measure)
    {
        var color = ReadColor(measure);
        var release = measure.Has("release") && measure.Nested("release") is { } tests ? ReadRelease(tests) : null;
        int? days = measure.Has("defaultDays") ? measure.Number("defaultDays", 1, MostDays) : null;
        if (release is null && days is null)
        {
            // No color may be without a way back to green.
            measure.Refuse("release", "required");
        }

        measure.RefuseRest();
        return new(color, release, days);
    }

    private static Release ReadRelease(StrictObject release)
    {
        // Days of tests say how many there are; a number beside them could only contradict.
        var days = release.Has("testDays") ? release.Ascending("testDays", MostTests, MostDays) : null;
        var count = days is { Count: > 0 } ? days.Count : release.Number("afterNegatives", 1, MostTests);
        // Two swabs of the same minute are one test, so a gap is needed as soon as there are two.
        var hours = count == 1 ? 0 : release.Number("hoursApart", 1, MostHours);
        int[] fromDay = days is null && release.Has("fromDay") ? [release.Number("fromDay", 1, MostDays)] : [];
        int? provisional = count > 1 && release.Has("provisionalHours") ? release.Number("provisionalHours", hours, MostHours) : null;
        var single = release.Flag("singleOnly");
        release.RefuseRest();
        return new(count, TimeSpan.FromHours(hours), single, days ?? fromDay, provisional is { } p ? TimeSpan.FromHours(p) : null)
        {
            AsksForDays = days is not null,
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9+._-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
