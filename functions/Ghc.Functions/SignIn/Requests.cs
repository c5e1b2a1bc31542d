using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;

namespace Ghc.Functions.SignIn;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PhoneBody(string? AreaCode, string? Number)
{
    public static Outcome<PhoneNumber> Parse(PhoneBody? body)
    {
        var parsed = PhoneNumber.Parse(body?.AreaCode, body?.Number);
        return parsed.Refused(out var refusal, out var phone) ? refusal.Below("phone") : phone;
    }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SendSmsCodeRequest(PhoneBody? Phone);

/// <param name="LastTextFailed">The text before this one did not arrive; <paramref name="Advice"/> says what to do. Absent if nothing is known to have failed.</param>
public sealed record SendSmsCodeAnswer(DateTimeOffset ExpiresAt, int ResendAfterSeconds, bool? LastTextFailed, string? Advice);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LoginRequest(PhoneBody? Phone, string? SmsCode, string? Password);

public sealed record LoginAnswer(string AccessToken, DateTimeOffset ExpiresAt, IReadOnlyList<string> Roles);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SetPasswordRequest(string? Password, string? CurrentPassword);
