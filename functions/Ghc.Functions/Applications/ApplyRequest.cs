using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Applications;

/// <param name="Email">Instead of the phone, where <c>Email:PhoneOptional</c> is on; <paramref name="EmailCode"/> was sent there.</param>
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
    bool? KeepCode,
    string? Email = null,
    string? EmailCode = null
)
{
    public Outcome<Application> Parse()
    {
        var form = new Form();
        var claim = form.Take("", IdentityClaim.Parse(FullName, CountryOrRegion, IdType, IdNumber, IssuanceNumber, LatestCrossingYear));
        var contact = form.Take("", ContactBody.Parse(Phone, Email));
        form.Require(Email is null || SmsCode is null, "smsCode", "login.other-way");
        form.Require(Email is not null || EmailCode is null, "emailCode", "login.other-way");
        var (code, field) = Email is null ? (SmsCode, "smsCode") : (EmailCode, "emailCode");
        form.Require(code is not null, field, "field.missing");
        form.RequireLength(code, field, 32);
        form.RequireLength(ConsentCode, "consentCode", 32);
        form.Require(Language is null || Languages.IsTag(Language), "language", "language.tag");
        return form.Refusal is { } refusal ? refusal : new Application(claim, contact, code!, ConsentCode, Language, KeepCode != false);
    }
}

/// <summary>A complete, well-formed application.</summary>
/// <param name="Code">Sent to <paramref name="Contact"/>.</param>
public sealed record Application(IdentityClaim Claim, Contact Contact, string Code, string? ConsentCode, string? Language, bool KeepCode);

public sealed record ApplyAnswer(string AccessToken, DateTimeOffset ExpiresAt, string HolderId);
