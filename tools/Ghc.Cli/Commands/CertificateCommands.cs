using System.CommandLine;
using Ghc.Domain;
using Ghc.Functions.SwitchOff;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc sunset certify|verify</c></summary>
public static class CertificateCommands
{
    private static readonly Dictionary<string, string> NotCovered = new()
    {
        ["pepper-in-escrow"] = "the copy of the pepper in escrow: people have to destroy it",
        ["logs"] = "logs, for as long as the workspace keeps them: they hold pseudonyms, and no names, numbers or phones",
        ["soft-deleted-blobs"] = "deleted blobs, for the days of soft delete of the storage account: sealed by the keys that are destroyed",
        ["copies-elsewhere"] = "copies that holders fetched, papers that they printed, and what laboratories and borders keep themselves",
    };

    public static Command Certify(Screen screen, Settings settings)
    {
        var key = new Option<FileInfo>("--key")
        {
            Description = "The private key of the plan, as ghc sunset plan made it.",
            Required = true,
        };
        var certify = new Command(
            "certify",
            "Print the signed certificate of deletion, once the wipe is done and a search of every store finds nothing. Exit codes: 0 done, 1 something is left, 2 key or settings unusable, 3 storage unreachable."
        )
        {
            key.AcceptExistingOnly(),
        };
        certify
            .WithExamples("ghc sunset certify --key certificate.pem > certificate.json")
            .SetAction(
                (arguments, cancellation) =>
                    settings.WithServicesAsync(
                        arguments,
                        async services =>
                        {
                            using var signer = PrivateKey.Read(arguments.GetRequiredValue(key));
                            if (signer is null)
                            {
                                return settings.Refuse($"{arguments.GetRequiredValue(key)} holds no private key on P-256 as PEM.");
                            }

                            if (
                                (await services.GetRequiredService<Certifier>().MakeAsync(signer, cancellation)).Refused(
                                    out var refusal,
                                    out var certificate
                                )
                            )
                            {
                                return refusal.Code == RefusalCodes.SunsetTooEarly
                                    ? screen.Fail(
                                        "There is nothing to certify yet:",
                                        "run ghc sunset wipe again; ghc sunset verify --search shows what is left.",
                                        ExitCodes.SomeRefused
                                    )
                                    : screen.Refuse(refusal);
                            }

                            screen.Write(CertificateFile.Sign(certificate, signer));
                            return ExitCodes.Done;
                        }
                    )
            );
        return certify;
    }

    public static Command Verify(Screen screen, Settings settings)
    {
        var file = InputFile.Argument("FILE", "The certificate.");
        var plan = new Option<string?>("--plan")
        {
            Description = "The hash of the plan, as it was published from the announcement on. Without it anybody may have made the file.",
        };
        var search = new Option<bool>("--search")
        {
            Description =
                "Search every table, queue and container of the accounts in the settings, also those that the product never made, for anything that is left.",
        };
        var verify = new Command(
            "verify",
            "Check a certificate of deletion. Exit codes: 0 it holds, and nothing is left, 1 it does not hold, or something is left, 2 file or settings unusable, 3 storage unreachable."
        )
        {
            file,
            plan,
            search,
        };
        verify
            .WithExamples(
                "ghc sunset verify certificate.json --plan \"$PLAN\"",
                "ghc sunset verify certificate.json --plan \"$PLAN\" --search"
            )
            .SetAction(
                async (arguments, cancellation) =>
                {
                    var text = await screen.ReadTextAsync(arguments.GetRequiredValue(file), cancellation);
                    if (CertificateFile.Read(text, arguments.GetValue(plan)).Refused(out _, out var certificate))
                    {
                        return screen.Fail(
                            "The certificate does not hold:",
                            "it was changed, signed by another key than that of its plan, or is of another plan.",
                            ExitCodes.SomeRefused
                        );
                    }

                    return arguments.GetValue(search)
                        ? await settings.WithServicesAsync(
                            arguments,
                            async services =>
                                Show(screen, certificate, await services.GetRequiredService<LeftoverSearch>().RunAsync(cancellation))
                        )
                        : Show(screen, certificate, null);
                }
            );
        return verify;
    }

    private static int Show(Screen screen, Certificate certificate, IReadOnlyList<Leftover>? left)
    {
        var isLeft = left is { Count: > 0 } || certificate.Stores.Any(store => store.After > 0);
        return screen.Answer(
            new
            {
                holds = true,
                plan = certificate.Plan,
                leftovers = left,
            },
            console =>
            {
                console.MarkupLineInterpolated($"The certificate holds. Plan: {certificate.Plan}, certified {certificate.CertifiedAt:u}");
                console.MarkupLineInterpolated(
                    $"{certificate.Stores.Count} stores with {certificate.Stores.Sum(store => store.Before)} rows, messages and blobs were deleted, and {certificate.Keys.Count} keys destroyed; {certificate.Audit.Entries} acts stood in Audit."
                );
                foreach (var remark in certificate.NotCovered)
                {
                    console.MarkupLineInterpolated($"  Not covered: {NotCovered.GetValueOrDefault(remark, remark)}.");
                }

                foreach (var each in left ?? [])
                {
                    console.MarkupLineInterpolated(
                        $"[red]Left:[/] {each.Store.Kind} {each.Store.Name} of {each.Store.Account}: {each.Count} {string.Join(", ", each.What)}"
                    );
                }

                if (left is { Count: 0 })
                {
                    console.MarkupLineInterpolated($"Every store was searched, and nothing is left.");
                }
            },
            isLeft ? ExitCodes.SomeRefused : ExitCodes.Done
        );
    }
}
