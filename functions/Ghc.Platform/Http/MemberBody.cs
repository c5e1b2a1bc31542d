using System.Globalization;
using Ghc.Domain;

namespace Ghc.Platform.Http;

/// <summary>What became of one person on a form for several, in the reader's language.</summary>
/// <param name="Problem">Why the person was refused. Its errors name fields of the whole form, such as
/// <c>companions[2].idNumber</c>.</param>
public sealed record MemberBody(string Member, string Name, string Outcome, string? HolderId, ProblemBody? Problem)
{
    public static MemberBody Of(MemberOutcome member, CultureInfo language) =>
        new(
            member.Member,
            member.Name,
            member.Outcome,
            member.HolderId,
            member.Refusal is { } refusal ? new Problem(refusal.Below(member.Member)).Describe(language) : null
        );
}
