using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text.Json;
using Fido2NetLib;
using Fido2NetLib.Objects;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Passkeys;

/// <summary>A passkey that answered rightly, as it is to be kept, and the challenge that is used up.</summary>
public sealed record ProvenPasskey(Passkey Passkey, UsedChallenge Challenge);

/// <summary>
/// Checks what authenticators sign, by the steps of WebAuthn level 3, 7.1 and 7.2 (Fido2 library): challenge, origin, relying party, user
/// presence and verification, algorithm, signature, counter. No maker of devices is asked for (attestation "none"): which ones staff use is
/// a matter of their office.
/// </summary>
public sealed partial class PasskeyVerifier
{
    /// <summary>ES256, Ed25519, RS256: what authenticators offer. COSE numbers.</summary>
    public static readonly IReadOnlyList<int> Algorithms = [.. Allowed.Select(each => (int)each.Alg)];

    private const int IdBytes = 8;
    private const int UserHandleBytes = 16;

    private readonly PasskeyChallenges challenges;
    private readonly Pseudonyms pseudonyms;
    private readonly TimeProvider clock;
    private readonly ILogger<PasskeyVerifier> logger;
    private readonly Fido2 fido;

    public PasskeyVerifier(
        PasskeyChallenges challenges,
        Pseudonyms pseudonyms,
        IOptions<SiteOptions> site,
        TimeProvider clock,
        ILogger<PasskeyVerifier> logger
    )
    {
        (this.challenges, this.pseudonyms, this.clock, this.logger) = (challenges, pseudonyms, clock, logger);
        var url = new Uri(site.Value.Url);
        RelyingParty = url.Host;
        fido = new Fido2(
            new Fido2Configuration
            {
                RPID = RelyingParty,
                RPName = RelyingParty,
                Origins = new HashSet<string> { url.GetLeftPart(UriPartial.Authority) },
                AllowCrossOriginRequests = false,
            }
        );
    }

    /// <summary>The host of the pages: an authenticator signs for no other.</summary>
    public string RelyingParty { get; }

    private static IReadOnlyList<PubKeyCredParam> Allowed => [PubKeyCredParam.ES256, PubKeyCredParam.Ed25519, PubKeyCredParam.RS256];

    /// <summary>What authenticators call the account: the same for all keys of a phone, and none of our pseudonyms.</summary>
    public string UserHandleOf(string phoneKey) =>
        Base64Url.EncodeToString(pseudonyms.Mac("passkey-user", phoneKey).AsSpan(0, UserHandleBytes));

    /// <summary>The key that an authenticator made for this account.</summary>
    public async Task<Outcome<ProvenPasskey>> RegisterAsync(
        Account account,
        PasskeyCreation made,
        string name,
        CancellationToken cancellation
    )
    {
        if (Find(ChallengePurpose.Register, account.Key, made.ClientData) is not { } asked)
        {
            return Refusal.Invalid("clientDataJSON", "passkey.challenge");
        }

        var handle = UserHandleOf(account.Key);
        var answer = new AuthenticatorAttestationRawResponse
        {
            Id = Base64Url.EncodeToString(made.Id),
            RawId = made.Id,
            Type = PublicKeyCredentialType.PublicKey,
            Response = new()
            {
                AttestationObject = made.AttestationObject,
                ClientDataJson = made.ClientData,
                Transports = [],
            },
        };
        var options = new CredentialCreateOptions
        {
            Challenge = asked.Bytes,
            Rp = new PublicKeyCredentialRpEntity(RelyingParty, RelyingParty),
            User = new Fido2User
            {
                Id = Base64Url.DecodeFromChars(handle),
                Name = handle,
                DisplayName = handle,
            },
            PubKeyCredParams = Allowed,
            Attestation = AttestationConveyancePreference.None,
            AuthenticatorSelection = new()
            {
                UserVerification = UserVerificationRequirement.Required,
                ResidentKey = ResidentKeyRequirement.Required,
            },
        };
        var key = await TryAsync(
            account,
            () =>
                fido.MakeNewCredentialAsync(
                    new()
                    {
                        AttestationResponse = answer,
                        OriginalOptions = options,
                        IsCredentialIdUniqueToUserCallback = (given, _) => Task.FromResult(FindKey(account, given.CredentialId) is null),
                    },
                    cancellation
                )
        );
        return key is null
            ? Refusal.Invalid("attestationObject", "passkey.wrong")
            : new ProvenPasskey(
                new Passkey(
                    Convert.ToHexStringLower(SHA256.HashData(key.Id).AsSpan(0, IdBytes)),
                    Base64Url.EncodeToString(key.Id),
                    Base64Url.EncodeToString(key.PublicKey),
                    handle,
                    name,
                    key.SignCount,
                    clock.GetUtcNow(),
                    UsedAt: null
                ),
                asked.Used
            );
    }

    /// <summary>Whether a key of the account signed a challenge of ours; the answer does not tell what was wrong.</summary>
    public async Task<Outcome<ProvenPasskey>> CheckAsync(Account account, PasskeyAssertion shown, CancellationToken cancellation)
    {
        if (
            FindKey(account, shown.Id) is not { } known
            || Find(ChallengePurpose.SignIn, account.Key, shown.ClientData) is not { } asked
            || account.SignIn.UseChallenge(asked.Used, clock.GetUtcNow()) is null
        )
        {
            return new Refusal(RefusalCodes.LoginFailed);
        }

        var answer = new AuthenticatorAssertionRawResponse
        {
            Id = known.CredentialId,
            RawId = shown.Id,
            Type = PublicKeyCredentialType.PublicKey,
            Response = new()
            {
                AuthenticatorData = shown.AuthenticatorData,
                ClientDataJson = shown.ClientData,
                Signature = shown.Signature,
                UserHandle = shown.UserHandle,
            },
        };
        var options = new AssertionOptions
        {
            Challenge = asked.Bytes,
            RpId = RelyingParty,
            UserVerification = UserVerificationRequirement.Required,
        };
        var proof = await TryAsync(
            account,
            () =>
                fido.MakeAssertionAsync(
                    new()
                    {
                        AssertionResponse = answer,
                        OriginalOptions = options,
                        StoredPublicKey = Base64Url.DecodeFromChars(known.PublicKey),
                        StoredSignatureCounter = known.SignCount,
                        IsUserHandleOwnerOfCredentialIdCallback = (given, _) =>
                            Task.FromResult(Base64Url.EncodeToString(given.UserHandle) == known.UserHandle),
                    },
                    cancellation
                )
        );
        return proof is null
            ? new Refusal(RefusalCodes.LoginFailed)
            : new ProvenPasskey(known with { SignCount = proof.SignCount, UsedAt = clock.GetUtcNow() }, asked.Used);
    }

    private static Passkey? FindKey(Account account, byte[] credentialId) =>
        account.SignIn.Passkeys.FirstOrDefault(passkey => passkey.CredentialId == Base64Url.EncodeToString(credentialId));

    private Asked? Find(ChallengePurpose purpose, string phoneKey, byte[] clientData) =>
        PasskeyPart.ChallengeOf(clientData) is { } bytes && challenges.Find(purpose, phoneKey, bytes) is { } used
            ? new Asked(bytes, used)
            : null;

    /// <summary>
    /// Null for an answer that does not hold. What the library throws on bytes that nobody's authenticator made is an answer that does not
    /// hold, too.
    /// </summary>
    private async Task<T?> TryAsync<T>(Account account, Func<Task<T>> check)
        where T : class
    {
        try
        {
            return await check();
        }
        catch (Exception wrong)
            when (wrong
                    is Fido2VerificationException
                        or CborContentException
                        or CryptographicException
                        or ArgumentException
                        or FormatException
                        or JsonException
                        or InvalidOperationException
                        or NotSupportedException
                        or KeyNotFoundException
                        or InvalidCastException
            )
        {
            LogWrong(account.Key, wrong is Fido2VerificationException verification ? verification.Code.ToString() : wrong.GetType().Name);
            return null;
        }
    }

    private sealed record Asked(byte[] Bytes, UsedChallenge Used);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Passkey refused. Account: {Account}, why: {Why}")]
    private partial void LogWrong(string account, string why);
}
