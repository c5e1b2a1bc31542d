using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Applications;

/// <param name="KeepCode">Whether this device may go on showing the code without signing in; true if left out.</param>
/// <param name="ConsentCode">Sent to the phone that shows the document now; asked for by <c>consent-required</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ApplyRequest(
    string? FullName,
    string? CountryOrRegion,
    string? IdType,
    string? IdNumber,
    string? IssuanceNumber,
    int? LatestCrossingYear,
    PhoneBody? Phone,
    string? SmsCode,
    string? ConsentCode,
    string? Language,
    bool? KeepCode
)
{
    public Outcome<Application> Parse()
    {
        var form = new Form();
        var claim = form.Take("", IdentityClaim.Parse(FullName, CountryOrRegion, IdType, IdNumber, IssuanceNumber, LatestCrossingYear));
        var phone = form.Take("", PhoneBody.Parse(Phone));
        form.Require(SmsCode is not null, "smsCode", "field.missing");
        form.RequireLength(SmsCode, "smsCode", 32);
        form.RequireLength(ConsentCode, "consentCode", 32);
        form.Require(Language is null || Languages.IsTag(Language), "language", "language.tag");
        return form.Refusal is { } refusal ? refusal : new Application(claim, phone, SmsCode!, ConsentCode, Language, KeepCode != false);
    }
}

/// <summary>A complete, well-formed application.</summary>
public sealed record Application(
    IdentityClaim Claim,
    PhoneNumber Phone,
    string SmsCode,
    string? ConsentCode,
    string? Language,
    bool KeepCode
);

public sealed record ApplyAnswer(string AccessToken, DateTimeOffset ExpiresAt, string HolderId);
