using Ghc.Functions.Audit;
using Ghc.Functions.Senders;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Laboratories;

/// <summary>The process dies between any two storage calls of a change of the register; the operator repeats the command.</summary>
public sealed class RegisterCrashTests(Azurite azurite) : IDisposable
{
    private const int TooMany = 30;

    private readonly LabClient client = new();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Change_DeathAfterEveryCall_EndsInOneStateWithEachActAudited()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var survived = false;
        for (var n = 0; n <= TooMany && !survived; n++)
        {
            var id = $"lab-{n}";
            await using (var app = new GhcApp(settings))
            {
                app.CreateClient();
                app.Calls.FailAfter(n);
                survived = await Record.ExceptionAsync(() => ChangeAsync(app, id)) is null;
            }

            await using var next = new GhcApp(settings);
            next.CreateClient();
            await ChangeAsync(next, id);

            var laboratory = await next
                .Services.GetRequiredService<SendersTable>()
                .FindAsync(SenderKind.Laboratory, id, TestContext.Current.CancellationToken);
            Assert.Equal(
                ("k1", true, true),
                Assert.Single(laboratory!.Keys) is var key
                    ? (key.Id, key.RetiredAt is not null, laboratory.SuspendedAt is not null)
                    : default
            );
            var audit = next.Services.GetRequiredService<AuditTable>();
            Assert.Equal(
                ["laboratory-key-added", "laboratory-key-retired", "laboratory-registered", "laboratory-suspended"],
                (await audit.ListAsync(TestContext.Current.CancellationToken))
                    .Where(act => act.Subject == id)
                    .Select(act => act.Action)
                    .Distinct()
                    .Order()
            );
            Assert.Null(await audit.FindBreakAsync(TestContext.Current.CancellationToken));
        }

        Assert.True(survived, $"{TooMany} calls were not enough.");
    }

    /// <summary>What was done before is refused or changes nothing; only a fault throws.</summary>
    private async Task ChangeAsync(GhcApp app, string id)
    {
        var (register, cancellation) = (app.Services.GetRequiredService<SenderRegister>(), TestContext.Current.CancellationToken);
        Assert.False(PublicKey.Read(client.PublicPem).Refused(out _, out var key));
        await register.RegisterAsync(SenderKind.Laboratory, id, "A laboratory", "operator", cancellation);
        await register.AddKeyAsync(SenderKind.Laboratory, id, key!, "k1", readOnly: false, "operator", cancellation);
        await register.RetireKeyAsync(SenderKind.Laboratory, id, "k1", "operator", cancellation);
        await register.SuspendAsync(SenderKind.Laboratory, id, suspend: true, "operator", cancellation);
    }
}
