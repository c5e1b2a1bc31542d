using System.Text.Json.Serialization;
using Ghc.Platform.Http;

namespace Ghc.Functions.SignIn;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SendSmsCodeRequest(PhoneBody? Phone);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SendEmailCodeRequest(string? Email);

/// <param name="LastTextFailed">The text or e-mail before this one did not arrive; <paramref name="Advice"/> says what to do. Absent if
/// nothing is known to have failed.</param>
public sealed record SendSmsCodeAnswer(DateTimeOffset ExpiresAt, int ResendAfterSeconds, bool? LastTextFailed, string? Advice);

public sealed record LoginAnswer(string AccessToken, DateTimeOffset ExpiresAt, IReadOnlyList<string> Roles);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SetPasswordRequest(string? Password, string? CurrentPassword);
