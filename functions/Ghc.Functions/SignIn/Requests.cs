using System.Text.Json.Serialization;
using Ghc.Platform.Http;

namespace Ghc.Functions.SignIn;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SendSmsCodeRequest(PhoneBody? Phone);

/// <param name="LastTextFailed">The text before this one did not arrive; <paramref name="Advice"/> says what to do. Absent if nothing is known to have failed.</param>
public sealed record SendSmsCodeAnswer(DateTimeOffset ExpiresAt, int ResendAfterSeconds, bool? LastTextFailed, string? Advice);

public sealed record LoginAnswer(string AccessToken, DateTimeOffset ExpiresAt, IReadOnlyList<string> Roles);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SetPasswordRequest(string? Password, string? CurrentPassword);
