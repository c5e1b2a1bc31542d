using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Functions.Holders;
using Ghc.Platform.Json;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Companions;

/// <summary>What the companion is to the traveler.</summary>
public enum Relationship
{
    Child,
    Parent,
    Spouse,
    Other,
}

/// <summary>Section <c>Companions</c>.</summary>
public sealed class CompanionOptions
{
    /// <summary>An account is written in one transaction of at most 100 rows, so far fewer fit than that.</summary>
    [Range(0, 50)]
    public int PerAccount { get; set; } = 10;
}

[OptionsValidator]
public sealed partial class CompanionOptionsValidator : IValidateOptions<CompanionOptions>;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CompanionRequest(
    string? FullName,
    string? CountryOrRegion,
    string? IdType,
    string? IdNumber,
    string? IssuanceNumber,
    int? LatestCrossingYear,
    string? Relationship,
    string? ConsentCode
)
{
    public Outcome<NewCompanion> Parse()
    {
        var form = new Form();
        var claim = form.Take("", IdentityClaim.Parse(FullName, CountryOrRegion, IdType, IdNumber, IssuanceNumber, LatestCrossingYear));
        var relationship = form.Take("relationship", Words.Parse<Relationship>(Relationship));
        form.RequireLength(ConsentCode, "consentCode", 32);
        return form.Refusal is { } refusal ? refusal : new NewCompanion(claim, relationship, ConsentCode);
    }
}

/// <summary>A complete, well-formed request.</summary>
public sealed record NewCompanion(IdentityClaim Claim, Relationship Relationship, string? ConsentCode);

public sealed record CompanionAdded(string HolderId);

public sealed record CompanionView(string HolderId, string Name, string Relationship, string Color);
