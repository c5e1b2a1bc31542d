using System.Text.Json.Nodes;
using Ghc.Domain.LabResults;
using Ghc.Functions.LabResults;
using Ghc.Functions.LabResults.Formats;
using Ghc.Functions.Tests.Contracts;

namespace Ghc.Functions.Tests.Formats;

/// <summary>Reads messages in other formats as the service does, and says what their rows became in one line each.</summary>
internal static class Mapped
{
    public static readonly DateTimeOffset Now = new(2022, 7, 15, 10, 0, 0, TimeSpan.FromHours(8));

    public static string Sample(string name) => Docs.Text($"samples/formats/{name}");

    /// <summary>The sample bundle with one place changed: <c>entry[3].resource.status</c>.</summary>
    public static string Bundle(params (string Path, string? Value)[] changes) => Changed("fhir-bundle.json", changes);

    public static string Report(params (string Path, string? Value)[] changes) => Changed("fhir-report.json", changes);

    public static IReadOnlyList<LabRow> Rows(string fhir, string? laboratory = "gz-kingmed")
    {
        Assert.False(LabMessages.Parse(fhir, Now, laboratory).Refused(out var refusal, out var rows), refusal?.Errors[0].ToString());
        return rows!;
    }

    public static IReadOnlyList<LabRow> Hl7(byte[] bytes, string? laboratory = null)
    {
        Assert.False(
            LabMessages.Judge(Hl7Messages.Read(bytes, laboratory), Now).Refused(out var refusal, out var rows),
            refusal?.Errors[0].ToString()
        );
        return rows!;
    }

    /// <summary>What is wrong with a row: each place with its problem. Empty if it counts.</summary>
    public static string Problems(LabRow row) =>
        row.Result.Refused(out var refusal, out _)
            ? string.Join("; ", refusal.Errors.Select(error => $"{error.Field}: {error.Problem}"))
            : "";

    public static ReportedResult Reported(LabRow row)
    {
        Assert.Equal("", Problems(row));
        return row.Result.Refused(out _, out var reported) ? throw new InvalidOperationException() : reported;
    }

    public static LabResult Result(LabRow row) => Reported(row).Result;

    private static string Changed(string file, (string Path, string? Value)[] changes)
    {
        var root = JsonNode.Parse(Sample(file))!;
        foreach (var (path, value) in changes)
        {
            var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
            var at = steps[..^1]
                .Aggregate(
                    root,
                    (node, step) => (int.TryParse(step, out var index) ? node[index] : node[step]) ?? throw new ArgumentException(path)
                );
            Set(at, steps[^1], value is null ? null : JsonNode.Parse(value));
        }

        return root.ToJsonString();
    }

    private static void Set(JsonNode at, string step, JsonNode? value)
    {
        if (at is JsonArray array)
        {
            var index = int.Parse(step, null);
            if (value is null)
            {
                array.RemoveAt(index);
            }
            else if (index == array.Count)
            {
                array.Add(value);
            }
            else
            {
                array[index] = value;
            }
        }
        else if (value is null)
        {
            at.AsObject().Remove(step);
        }
        else
        {
            at[step] = value;
        }
    }
}
