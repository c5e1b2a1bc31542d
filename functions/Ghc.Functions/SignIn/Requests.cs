using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;

namespace Ghc.Functions.SignIn;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PhoneBody(string? AreaCode, string? Number)
{
    public static Outcome<PhoneNumber> Parse(PhoneBody? body)
    {
        var parsed = PhoneNumber.Parse(body?.AreaCode, body?.Number);
        return parsed.Refused(out var refusal, out var phone) ? refusal.Below("phone") : phone;
    }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SendSmsCodeRequest(PhoneBody? Phone);

internal sealed record SendSmsCodeAnswer(DateTimeOffset ExpiresAt, int ResendAfterSeconds);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LoginRequest(PhoneBody? Phone, string? SmsCode, string? Password);

internal sealed record LoginAnswer(string AccessToken, DateTimeOffset ExpiresAt, IReadOnlyList<string> Roles);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SetPasswordRequest(string? Password, string? CurrentPassword);
