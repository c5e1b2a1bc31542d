using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Applications;
using Ghc.Functions.Companions;

namespace Ghc.Functions.Families;

/// <summary>A traveler applies together with companions.</summary>
/// <param name="Together">True if nobody is to be registered unless everybody can be.</param>
/// <param name="RequestId">A random text of the sender, by which the same request is recognized when its answer was lost.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FamilyRequest(ApplyRequest? Traveler, IReadOnlyList<CompanionRequest?>? Companions, bool? Together, string? RequestId)
{
    /// <summary>Far too many to guess.</summary>
    private const int ShortestId = 20;

    private const int LongestId = 64;

    public Outcome<FamilyApplication> Parse()
    {
        var form = new Form();
        var traveler = form.Take(FamilyMember.Traveler, Traveler?.Parse() ?? Refusal.Invalid("", "field.missing"));
        var companions = form.Take("", CompanionsRequest.Parse(Companions, traveler));
        form.Require(
            RequestId is null || (RequestId.Length is >= ShortestId and <= LongestId && RequestId.All(char.IsAscii)),
            "requestId",
            "text-length",
            $"{ShortestId}",
            $"{LongestId}"
        );
        return form.Refusal is { } refusal ? refusal : new FamilyApplication(traveler, companions, Together == true, RequestId);
    }
}

/// <summary>A complete, well-formed application of several people.</summary>
public sealed record FamilyApplication(Application Traveler, NewCompanion[] Companions, bool Together, string? RequestId)
{
    /// <summary>The traveler first, then the companions, as on the form.</summary>
    public IEnumerable<FamilyMember> Members =>
        [new(FamilyMember.Traveler, Traveler.Claim, AccountHolder.Self, Traveler.ConsentCode), .. FamilyMember.Of(Companions)];

    /// <summary>Everything that makes it the same request, unmasked: only to be hashed.</summary>
    public string Canonical =>
        string.Join(
            '\n',
            [RequestId, Traveler.Code, $"{Together}", .. Members.Select(member => $"{member.Claim.Canonical}|{member.Relationship}")]
        );
}

/// <summary>A traveler who is signed in adds several companions.</summary>
/// <param name="Together">True if nobody is to be added unless everybody can be.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CompanionsRequest(IReadOnlyList<CompanionRequest?>? Companions, bool? Together)
{
    public Outcome<NewCompanion[]> Parse() => Parse(Companions, traveler: null);

    /// <summary>All companions of a form. Every error names its place, and no document may be on the form twice.</summary>
    /// <param name="traveler">Who applies on the same form.</param>
    public static Outcome<NewCompanion[]> Parse(IReadOnlyList<CompanionRequest?>? companions, Application? traveler)
    {
        if (companions is not { Count: >= 1 and <= FamilyRule.MostCompanions })
        {
            return Refusal.OutOfRange("companions", "companions.count", 1, FamilyRule.MostCompanions);
        }

        var form = new Form();
        var parsed = companions
            .Select(
                (companion, index) => form.Take(FamilyMember.PlaceOf(index), companion?.Parse() ?? Refusal.Invalid("", "field.missing"))
            )
            .ToArray();
        var documents = new HashSet<string>(StringComparer.Ordinal);
        if (traveler is not null)
        {
            documents.Add(traveler.Claim.Document.Canonical);
        }

        foreach (var (index, companion) in parsed.Index())
        {
            form.Require(
                companion is null || documents.Add(companion.Claim.Document.Canonical),
                $"{FamilyMember.PlaceOf(index)}.idNumber",
                "companions.twice"
            );
        }

        return form.Refusal is { } refusal ? refusal : parsed;
    }
}
