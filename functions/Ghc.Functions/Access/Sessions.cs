using Ghc.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Ghc.Functions.Access;

/// <summary>
/// Issues and reads sessions and shifts. Anything but one genuine, current bearer token of the right kind is refused with
/// <c>not-signed-in</c>, and why is not told: it would only help to forge the next one.
/// </summary>
public sealed class Sessions(Tokens tokens, TimeProvider time)
{
    /// <summary>Longer than any token of ours. A place's name is its only part of free length.</summary>
    private const int LongestHeader = 4096;

    private const string Scheme = "Bearer ";
    private const string BySmsCode = "sms";
    private const string ByPassword = "pwd";
    private const string ByPasskey = "pop";
    private const string ByOfficer = "assisted";
    private const string ByEmail = "email";

    /// <summary>A page makes several calls in one sitting. With 1.4 kB for each, 11 MB at most.</summary>
    private const int MostSessions = 8192;

    /// <summary>More inspectors than one instance meets in a shift.</summary>
    private const int MostShifts = 4096;

    private readonly VerifiedTokenCache<Session> sessions = new(MostSessions, session => session.ExpiresAt, time);
    private readonly VerifiedTokenCache<Shift> shifts = new(MostShifts, shift => shift.ExpiresAt, time);

    /// <param name="roles">Kept only with both factors: staff who show one are travelers.</param>
    public (string Token, DateTimeOffset ExpiresAt) Issue(
        string phoneKey,
        string? holderId,
        IReadOnlyList<string> roles,
        SignInMethod method
    )
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = phoneKey,
            ["amr"] = ToAmr(method),
            ["roles"] = method.IsBothFactors() ? roles.ToArray() : [],
        };
        if (holderId is not null)
        {
            claims["holder"] = holderId;
        }

        return tokens.Issue(TokenKind.Session, claims);
    }

    public (string Token, DateTimeOffset ExpiresAt) IssueShift(string phoneKey, string placeId, string placeName) =>
        tokens.Issue(
            TokenKind.Shift,
            new()
            {
                ["sub"] = phoneKey,
                ["place"] = placeId,
                ["place_name"] = placeName,
            }
        );

    public Outcome<Session> Read(HttpRequest request) =>
        ReadSession(Bearer(request)) is { } session ? session : new Refusal(RefusalCodes.NotSignedIn);

    /// <summary>
    /// A traveler's session gets <c>not-an-inspector</c>, so that who opened the wrong page is told so and not asked to sign in again.
    /// </summary>
    public Outcome<Shift> ReadShift(HttpRequest request)
    {
        var text = Bearer(request);
        return ReadShift(text) is { } shift
            ? shift
            : new Refusal(ReadSession(text) is null ? RefusalCodes.NotSignedIn : RefusalCodes.NotAnInspector);
    }

    private Session? ReadSession(string? text) =>
        sessions.Find(text, unknown => tokens.Verify(TokenKind.Session, unknown) is { } token ? new VerifiedSession(token) : null);

    private Shift? ReadShift(string? text) =>
        shifts.Find(text, unknown => tokens.Verify(TokenKind.Shift, unknown) is { } token ? new VerifiedShift(token) : null);

    private static string? Bearer(HttpRequest request)
    {
        // Two headers could mean two callers; which one a proxy looked at is anybody's guess.
        var headers = request.Headers.Authorization;
        return headers is [{ Length: <= LongestHeader } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim(' ')
            : null;
    }

    /// <summary>Names of RFC 8176, and two of our own.</summary>
    private static string[] ToAmr(SignInMethod method) =>
        method switch
        {
            SignInMethod.SmsCode => [BySmsCode],
            SignInMethod.Password => [ByPassword],
            SignInMethod.Assisted => [ByOfficer],
            SignInMethod.EmailCode => [ByEmail],
            SignInMethod.Passkey => [ByPasskey],
            SignInMethod.Both => [BySmsCode, ByPassword],
            SignInMethod.PasskeyAndPassword => [ByPasskey, ByPassword],
            _ => throw new ArgumentOutOfRangeException(nameof(method)),
        };

    private static SignInMethod FromAmr(IReadOnlyList<string> amr) =>
        (amr.Contains(BySmsCode), amr.Contains(ByPassword)) switch
        {
            (true, true) => SignInMethod.Both,
            (true, false) => SignInMethod.SmsCode,
            (false, true) when amr.Contains(ByPasskey) => SignInMethod.PasskeyAndPassword,
            _ when amr.Contains(ByPasskey) => SignInMethod.Passkey,
            _ when amr.Contains(ByOfficer) => SignInMethod.Assisted,
            _ when amr.Contains(ByEmail) => SignInMethod.EmailCode,
            _ => SignInMethod.Password,
        };

    private static List<string> All(JsonWebToken token, string claim) => [.. token.Claims.Where(c => c.Type == claim).Select(c => c.Value)];

    private sealed class VerifiedSession(JsonWebToken token) : Session
    {
        public override string PhoneKey { get; } = token.Subject;

        public override string? HolderId { get; } = token.TryGetPayloadValue<string>("holder", out var holder) ? holder : null;

        public override IReadOnlyList<string> Roles { get; } = All(token, "roles");

        public override SignInMethod Method { get; } = FromAmr(All(token, "amr"));

        public override string Id { get; } = token.Id;

        public override DateTimeOffset IssuedAt { get; } = Tokens.IssuedAt(token);

        public override DateTimeOffset ExpiresAt { get; } = token.ValidTo;
    }

    private sealed class VerifiedShift(JsonWebToken token) : Shift
    {
        public override string PhoneKey { get; } = token.Subject;

        public override string PlaceId { get; } = token.GetPayloadValue<string>("place");

        public override string PlaceName { get; } = token.GetPayloadValue<string>("place_name");

        public override string Id { get; } = token.Id;

        public override DateTimeOffset IssuedAt { get; } = Tokens.IssuedAt(token);

        public override DateTimeOffset ExpiresAt { get; } = token.ValidTo;
    }
}
