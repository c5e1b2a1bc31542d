using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Applications;

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
    string? Language)
{
    public Outcome<Application> Parse()
    {
        var form = new Form();
        var claim = form.Take("", IdentityClaim.Parse(FullName, CountryOrRegion, IdType, IdNumber, IssuanceNumber, LatestCrossingYear));
        var phone = form.Take("", PhoneBody.Parse(Phone));
        form.Require(SmsCode is not null, "smsCode", "field.missing");
        form.Require(SmsCode is not { Length: > 32 }, "smsCode", "field.too-long");
        form.Require(Language is null || Languages.IsTag(Language), "language", "language.tag");
        return form.Refusal is { } refusal ? refusal : new Application(claim, phone, SmsCode!, Language);
    }
}

/// <summary>A complete, well-formed application.</summary>
public sealed record Application(IdentityClaim Claim, PhoneNumber Phone, string SmsCode, string? Language);

public sealed record ApplyAnswer(string AccessToken, DateTimeOffset ExpiresAt, string HolderId);
