using System.Globalization;
using System.Text.Json;

namespace Ghc.Bench.People;

/// <summary>Messages of a laboratory, each row about a person who is new.</summary>
internal sealed class ResultMessages
{
    private int people;

    public List<string> Singles(int results) =>
        [
            .. Enumerable
                .Range(0, results)
                .Select(_ =>
                {
                    var (accession, number) = NewPerson();
                    return Single(accession, number);
                }),
        ];

    public List<string> Batches(int results, int rows) =>
        [
            .. Enumerable
                .Range(0, results / rows)
                .Select(_ =>
                    JsonSerializer.Serialize(
                        new
                        {
                            schema = "ghc.lab-results.v1",
                            laboratory = "gz-kingmed",
                            results = Enumerable
                                .Range(0, rows)
                                .Select(_ => NewPerson())
                                .Select(person => Row(person.Accession, person.Number))
                                .ToList(),
                        }
                    )
                ),
        ];

    public static string Single(string accession, string number)
    {
        var row = Row(accession, number);
        row["schema"] = "ghc.lab-result.v1";
        row["laboratory"] = "gz-kingmed";
        return JsonSerializer.Serialize(row);
    }

    private (string Accession, string Number) NewPerson()
    {
        people++;
        return ($"S-{people}", string.Create(CultureInfo.InvariantCulture, $"R{people:D7}"));
    }

    private static Dictionary<string, object> Row(string accession, string number) =>
        new()
        {
            ["accession"] = accession,
            ["revision"] = 1,
            ["status"] = "final",
            ["idType"] = "passport",
            ["idNumber"] = number,
            ["name"] = "ANNA SMITH",
            ["assay"] = "nucleic-acid",
            ["pooled"] = false,
            ["result"] = "negative",
            ["sampledAt"] = TimeProvider.System.GetUtcNow().AddHours(-2),
            ["reportedAt"] = TimeProvider.System.GetUtcNow().AddHours(-1),
        };
}
