using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Documents;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Audit;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;
using Ghc.Functions.Texting;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.SignIn;

/// <summary>Why a traveler needs help. A choice, because prose in an audit record ends up holding personal data.</summary>
public enum AssistReason
{
    TextNotReceived,
    NoRoaming,
    PhoneNotWorking,
    NeedsHelpTyping,
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AssistLoginRequest(string? IdType, string? IdNumber, string? IssuanceNumber, string? Reason);

public sealed record AssistLoginAnswer(string Code, DateTimeOffset ExpiresAt);

/// <summary>
/// An officer who has the traveler and their document before them hands over a code that the traveler types instead of the one sent by text
/// (docs/adr/0008). Counted and audited, and the holder told, before the code counts: a crash leaves a record without a code, never the
/// opposite.
/// </summary>
public sealed class AssistLogin(
    RequestAuthenticator authenticator,
    AccountsTable accounts,
    DayLimits limits,
    HoldersTable holders,
    AuditTable audit,
    Pseudonyms pseudonyms,
    SmsCodes codes,
    TextQueue texts,
    IOptions<AssistedLoginOptions> options,
    TimeProvider clock
)
{
    [Function(nameof(AssistLogin))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/assisted-logins")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(AssistLogin), cancellation)).Refused(out var refusal, out var officer)
            || (await JsonBody.ReadAsync(request, SignInJson.Types.AssistLoginRequest, cancellation)).Refused(out refusal, out var body)
            || Parse(body).Refused(out refusal, out var asked)
            || (await CountAsync(officer.Account.Key, cancellation)).Refused(out refusal, out _)
            || (await FindAsync(officer, asked, cancellation)).Refused(out refusal, out var owner)
        )
        {
            return Reply.Problem(refusal);
        }

        await texts.TellAsync(
            $"assist|{Guid.CreateVersion7():N}",
            owner,
            Texts.Get("sms.assisted", Languages.OfTag(owner.Data!.Language)),
            cancellation
        );
        var code = SmsCodes.NewAssisted();
        var expiresAt = clock.GetUtcNow() + options.Value.CodeLifetime;
        await accounts.ChangeSignInAsync(owner.Key, state => state.Assist(codes.Hash(owner.Key, code), expiresAt), cancellation);
        return Reply.Json(new AssistLoginAnswer(code, expiresAt), SignInJson.Types.AssistLoginAnswer, StatusCodes.Status201Created);
    }

    private Outcome<Asked> Parse(AssistLoginRequest body)
    {
        var form = new Form();
        var document = form.Take("", Document.Parse(body.IdType, body.IdNumber, body.IssuanceNumber));
        var reason = form.Take("reason", Words.Parse<AssistReason>(body.Reason));
        return form.Refusal is { } refusal ? refusal : new Asked(pseudonyms.DocumentKey(document), reason);
    }

    /// <summary>Misses count too.</summary>
    private Task<Outcome<bool>> CountAsync(string officerKey, CancellationToken cancellation) =>
        limits.CountAsync(
            officerKey,
            Guid.CreateVersion7().ToString("N"),
            options.Value.PerDay,
            data => data.AssistsToday,
            (data, today) => data with { AssistsToday = today },
            cancellation
        );

    /// <summary>
    /// Only the account whose own document it is: the holder of a companion's document is not its owner. Never staff, whose second factor
    /// this would put into another's hands. What was asked for is audited, found or not.
    /// </summary>
    private async Task<Outcome<Account>> FindAsync(SignedIn officer, Asked asked, CancellationToken cancellation)
    {
        var status = await holders.ReadStatusAsync(asked.DocumentKey, cancellation);
        var account = status?.Owner is { IsCompanion: false } owner ? await accounts.LoadAsync(owner.PhoneKey, cancellation) : null;
        Outcome<Account> found =
            account?.Data?.HolderId != asked.DocumentKey ? new Refusal(RefusalCodes.HolderNotFound)
            : account.Roles.Count > 0 ? new Refusal(RefusalCodes.Forbidden)
            : account;
        var result = found.Refused(out var refusal, out _) ? refusal.Code : "code-issued";
        await audit.AppendAsync(
            officer.Account.Key,
            "assisted-login",
            asked.DocumentKey,
            $"{Words.Of(asked.Reason)}|{result}",
            cancellation
        );
        return found;
    }

    private sealed record Asked(string DocumentKey, AssistReason Reason);
}
