using System.Text.Json.Serialization;
using Ghc.Platform.Http;

namespace Ghc.Functions.SignIn;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SendSmsCodeRequest(PhoneBody? Phone);

/// <param name="LastTextFailed">The text before this one did not arrive; <paramref name="Advice"/> says what to do. Absent if nothing is known to have failed.</param>
public sealed record SendSmsCodeAnswer(DateTimeOffset ExpiresAt, int ResendAfterSeconds, bool? LastTextFailed, string? Advice);

/// <param name="KeepCode">Whether this device may go on showing the codes without signing in; true if left out.</param>
/// <param name="IdNumber">The number of a document of the account; asked for by <c>proof-required</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LoginRequest(PhoneBody? Phone, string? SmsCode, string? Password, string? IdNumber, bool? KeepCode);

public sealed record LoginAnswer(string AccessToken, DateTimeOffset ExpiresAt, IReadOnlyList<string> Roles);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SetPasswordRequest(string? Password, string? CurrentPassword);
