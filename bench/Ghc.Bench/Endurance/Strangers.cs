using System.Globalization;
using System.Text.Json;
using Ghc.Bench.People;
using Ghc.Domain.Documents;

namespace Ghc.Bench.Endurance;

/// <summary>
/// People by number who are new to the service: results, crossings and measures are about them, one of each at most, so that they can be
/// counted at the end.
/// </summary>
internal static class Strangers
{
    public const string Laboratory = "gz-kingmed";
    public const int PositiveOneIn = 10;

    private const string Reported = "R";
    private const string Measured = "M";

    public static Document Of(int number) => Passport(Reported, number);

    public static Document Contact(int number) => Passport(Measured, number);

    public static bool IsPositive(int number) => number % PositiveOneIn == 0;

    public static string Accession(int number) => string.Create(CultureInfo.InvariantCulture, $"L-{number}");

    public static string Result(int number) =>
        JsonSerializer.Serialize(
            new
            {
                schema = "ghc.lab-result.v1",
                laboratory = Laboratory,
                accession = Accession(number),
                revision = 1,
                status = "final",
                idType = "passport",
                idNumber = Of(number).Number,
                name = "ANNA SMITH",
                assay = "nucleic-acid",
                pooled = false,
                result = IsPositive(number) ? "positive" : "negative",
                sampledAt = TimeProvider.System.GetUtcNow().AddHours(-2),
                reportedAt = TimeProvider.System.GetUtcNow().AddHours(-1),
            }
        );

    public static string Crossing(int number) =>
        JsonSerializer.Serialize(
            new
            {
                schema = "ghc.border-crossing.v1",
                port = "Luohu",
                direction = "entry",
                crossedAt = TimeProvider.System.GetUtcNow().AddDays(-30),
                idType = "passport",
                idNumber = Of(number).Number,
                name = "ANNA SMITH",
            }
        );

    public static string Proposal(int number) =>
        JsonSerializer.Serialize(
            new
            {
                idType = "passport",
                idNumber = Contact(number).Number,
                kind = "close-contact",
                legalReason = "contact-observation",
            }
        );

    private static Document Passport(string series, int number) =>
        Cast.Value(Document.Parse("passport", string.Create(CultureInfo.InvariantCulture, $"{series}{number:D7}"), null));
}
