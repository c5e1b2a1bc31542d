using Ghc.Platform.Queues;

namespace Ghc.Cli;

/// <summary>The people of the demo data, and what each can sign in or apply as.</summary>
public sealed record DemoCast(string Password, IReadOnlyList<DemoOfficial> Staff, IReadOnlyList<DemoApplicant> Travelers, string Laboratory)
{
    /// <summary>For people to read.</summary>
    public string Describe() =>
        string.Join(
            Environment.NewLine,
            [
                "Demo data is there.",
                $"  Staff sign in with the password {Password} and a text code, which GET /local/sms?to=PHONE shows:",
                .. Staff.Select(each => $"    {each.Phone}  {each.Role} {each.Place}".TrimEnd()),
                "  Travelers who can apply with any phone:",
                .. Travelers.Select(each =>
                    $"    {each.Color, -6} {each.FullName}, {each.CountryOrRegion}, {each.IdType} {each.IdNumber}{(each.IssuanceNumber is { } issuance ? $" {issuance}" : "")}, latest crossing {each.LatestCrossingYear}"
                ),
                $"  Laboratory {Laboratory} sends unsigned results to the queue {QueueNames.LabResults}.",
            ]
        );
}

public sealed record DemoOfficial(string Phone, string Role, string Place);

/// <param name="Color">What the code shows after applying.</param>
public sealed record DemoApplicant(
    string Color,
    string FullName,
    string CountryOrRegion,
    string IdType,
    string IdNumber,
    string? IssuanceNumber,
    int LatestCrossingYear
);
