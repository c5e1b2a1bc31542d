using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Functions.Http;
using Ghc.Functions.SignIn;

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

/// <summary>Who somebody says to be: what the borders' records are compared with.</summary>
public sealed record IdentityClaim(PersonName Name, Document Document, CountryOrRegion Country, int LatestCrossingYear)
{
    public static Outcome<IdentityClaim> Parse(
        string? fullName, string? countryOrRegion, string? idType, string? idNumber, string? issuanceNumber, int? latestCrossingYear)
    {
        var form = new Form();
        var name = form.Take("fullName", PersonName.Parse(fullName));
        var country = form.Take("countryOrRegion", Ghc.Domain.Documents.CountryOrRegion.Parse(countryOrRegion));
        var document = form.Take("", Document.Parse(idType, idNumber, issuanceNumber));
        form.Require(latestCrossingYear is >= IdentityCheck.EarliestYear and <= 2200, "latestCrossingYear", "year.range");
        return form.Refusal is { } refusal ? refusal : new IdentityClaim(name, document, country, latestCrossingYear!.Value);
    }
}
