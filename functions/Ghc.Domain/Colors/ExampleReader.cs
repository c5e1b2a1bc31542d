using System.Globalization;
using System.Text.Json;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;

namespace Ghc.Domain.Colors;

/// <summary>Reads the examples of a pack. They are terse: only what a case turns on is written, the rest has the ordinary value.</summary>
internal static class ExampleReader
{
    /// <summary>Facts carry names because documents do; no rule looks at them.</summary>
    private static readonly PersonName Anybody = PersonName.Parse("ANNA SMITH").Refused(out _, out var name)
        ? throw new InvalidOperationException()
        : name;

    private enum FactType
    {
        Entry,
        Exit,
        Result,
        Measure,
    }

    public static Example Read(StrictObject example, List<FieldError> errors)
    {
        var name = example.Text("name", 200);
        var facts = example.List("facts").Select((f, i) => ReadFact(new(f.Element, f.Path, errors), i)).ToArray();
        var at = example.Instant("at");
        var color = example.Choice<Color>("color");
        var reasons = example.Has("reasons") ? ReadCodes(example.List("reasons"), errors) : null;
        var changesAt = !example.Has("changesAt")
            ? null
            : new Expected<DateTimeOffset?>(example.IsNull("changesAt") ? null : example.Instant("changesAt"));
        var suspended = example.Has("suspended") ? ReadCodes(example.List("suspended"), errors) : null;
        var due =
            !example.Has("dueDays") ? null
            : example.IsEmpty("dueDays") ? []
            : example.Ascending("dueDays", 100, PolicyReader.MostDays);
        example.RefuseRest();
        return new(name, facts, at, color, reasons, changesAt) { Suspended = suspended, DueDays = due };
    }

    private static List<string> ReadCodes(IReadOnlyList<(JsonElement Element, string Path)> items, List<FieldError> errors)
    {
        var codes = new List<string>();
        foreach (var (element, path) in items)
        {
            var code = StrictObject.TextOf(element) ?? "";
            codes.Add(code);
            if (!ReasonCodes.All.Contains(code))
            {
                errors.Add(StrictObject.UnknownValue(path, ReasonCodes.All));
            }
        }

        return codes;
    }

    private static Fact ReadFact(StrictObject fact, int index)
    {
        var at = fact.Instant("at");
        Fact read = fact.Choice<FactType>("type") switch
        {
            FactType.Result => ReadResult(fact, index, at),
            FactType.Measure => new Measure(
                index.ToString(CultureInfo.InvariantCulture),
                fact.Choice<MeasureKind>("kind"),
                at,
                fact.Has("until") ? fact.Instant("until") : null
            ),
            FactType.Exit => new Crossing("Luohu", Direction.Exit, at, Anybody),
            _ => new Crossing("Luohu", Direction.Entry, at, Anybody),
        };
        fact.RefuseRest();
        return read;
    }

    private static LabResult ReadResult(StrictObject fact, int index, DateTimeOffset at) =>
        new(
            "example",
            fact.Has("accession") ? fact.Text("accession", 64) : $"example-{index}",
            fact.Has("revision") ? fact.Number("revision", 1, 1000) : 1,
            fact.Has("status") ? fact.Choice<ResultStatus>("status") : ResultStatus.Final,
            fact.Has("assay") ? fact.Choice<Assay>("assay") : Assay.NucleicAcid,
            fact.Flag("pooled"),
            fact.Choice<TestResult>("result"),
            at,
            at,
            Anybody
        );
}
