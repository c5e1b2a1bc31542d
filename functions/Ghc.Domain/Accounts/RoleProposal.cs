namespace Ghc.Domain.Accounts;

/// <summary>The administrator who wants to give a role, and when they said so.</summary>
public sealed record RoleProposal(string By, DateTimeOffset At, string? Name = null)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);
}
