using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ghc.Bench.Measuring;
using Ghc.Bench.People;
using Ghc.Bench.Reporting;
using Ghc.Bench.Storage;
using Ghc.Domain.Codes;
using Ghc.Domain.Colors;
using Ghc.Functions.Codes;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Bench.Figures;

/// <summary>
/// What an own code, a code of a strip and a scan cost beside storage and signatures, part by part, each against one bare ECDSA signature:
/// the reasons of the figures that end in <c>-signed</c>.
/// </summary>
internal sealed class PartFigures
{
    private const int Operations = 6000;
    private const int StripMinutes = 120;
    private const int VisitLength = 420;
    private const string Bare = "one bare ECDSA signature";

    private readonly Stage stage;
    private readonly Setup setup;
    private readonly ServiceProvider services;
    private readonly Cast cast;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] signed = RandomNumberGenerator.GetBytes(140);

    private PartFigures(Stage stage, Setup setup, ServiceProvider services)
    {
        (this.stage, this.setup, this.services) = (stage, setup, services);
        cast = new Cast(services);
    }

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Stage stage, CancellationToken cancellation)
    {
        var setup = new Setup(stage.Emulator.NewAccount(), TimeSpan.FromSeconds(1));
        await stage.Emulator.StartAsync(cancellation);
        await setup.ProvisionAsync(cancellation);
        await using var services = setup.Services();
        var parts = new PartFigures(stage, setup, services);
        using (parts.key)
        {
            await parts.cast.AddAsync(1, cancellation);
            return await parts.MeasureAsync(cancellation);
        }
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellation) =>
        [.. await PartsAsync(cancellation), .. await FunctionsAsync(cancellation)];

    private async Task<IReadOnlyList<Figure>> PartsAsync(CancellationToken cancellation)
    {
        var (sealer, codes, handles) = (Service<Sealer>(), Service<HealthCodes>(), Service<Handles>());
        var person = cast.People[0];
        var now = TimeProvider.System.GetUtcNow();
        var second = now.ToUnixTimeSeconds();
        var rows = new SealedRows(Service<StorageClients>(), sealer, TableNames.Holders);
        var row = (await rows.FindAsync(person.HolderId, "status", cancellation))!;
        var handle = new Handle(person.HolderId, PrintId: null, second);
        var sealedHandle = handles.Seal(handle, second);
        var message = Service<SigningKeys>()
            .Current.SignCose(new Claims(second, second, second, Color.Green, "A**", sealedHandle).Encode());
        var text = Base45.Encode(message);
        var alone = await AnswerAsync(person, minutes: 1, cancellation);
        var strip = await AnswerAsync(person, StripMinutes, cancellation);
        return
        [
            await PartAsync("row", "opening the status row and reading its JSON", () => rows.Open(row, HoldersJson.Types.HolderStatus)),
            await PartAsync(
                "mint",
                "making a code, signature included",
                () => codes.Mint(person.HolderId, Color.Green, "A**", now, now, now)
            ),
            await PartAsync("seal", "sealing the handle of a code", () => handles.Seal(handle, second)),
            await PartAsync("open", "opening the handle of a code", () => handles.Open(sealedHandle, second)),
            await PartAsync("base45", "writing and reading the Base45 of a code", () => Base45.TryDecode(Base45.Encode(message), out _)),
            await PartAsync("read", "reading a code, check of its signature included", () => codes.Read($"GHC1:{text}", now)),
            await PartAsync("answer", "writing the answer with one code", () => Write(alone)),
            await PartAsync("strip", "writing the answer with a strip, for each code of it", () => Write(strip), strip.Strip.Count),
        ];
    }

    /// <summary>Whole functions without host and web server, and their storage calls by the bare SDK, both on canned storage.</summary>
    private async Task<IReadOnlyList<Figure>> FunctionsAsync(CancellationToken cancellation)
    {
        var recorded = new RecordedRows(
            await RecordedRow.RecordAsync(new TableServiceClient(setup.Storage), ["Holders", "Accounts"], cancellation)
        );
        await using var canned = setup.Services(recorded);
        var person = cast.People[0];
        var code = cast.MintCode(person);
        var (scan, getCode) = (ActivatorUtilities.CreateInstance<Scan>(canned), ActivatorUtilities.CreateInstance<GetCode>(canned));
        var holders = new TableServiceClient(setup.Storage, new TableClientOptions { Transport = recorded }).GetTableClient("Holders");
        var visits = new QueueClient(setup.Storage, "visits", new QueueClientOptions { Transport = recorded });
        var message = new string('m', VisitLength);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { healthCode = code });
        return
        [
            await PartAsync("code-function", "an own code without host and web server", () => Call(getCode.Run, canned, person.Session)),
            await PartAsync(
                "code-storage",
                "its read of storage by the bare SDK",
                () => holders.GetEntity<TableEntity>(person.HolderId, "status")
            ),
            await PartAsync("scan-function", "a scan without host and web server", () => Call(scan.Run, canned, cast.Shift, body)),
            await PartAsync(
                "scan-storage",
                "its read and its message by the bare SDK",
                () =>
                {
                    holders.GetEntity<TableEntity>(person.HolderId, "status");
                    visits.SendMessage(message);
                }
            ),
        ];
    }

    private async Task<Figure> PartAsync(string id, string what, Action part, int codesOfIt = 1)
    {
        var comparison = await SideBySide.RunAsync(
            stage.Effort,
            Work.Of(stage.Effort.Of(Operations / codesOfIt), part),
            Work.Of(stage.Effort.Of(Operations), () => key.SignData(signed, HashAlgorithmName.SHA256)),
            CancellationToken.None
        );
        return new($"part-{id}", what, Bare, comparison.Ratio(sample => sample.CpuPerOperation).Times(1.0 / codesOfIt));
    }

    /// <summary>As the web server calls it; canned storage answers at once, so nothing is waited for.</summary>
    private static void Call(
        Func<HttpRequest, CancellationToken, Task<IResult>> function,
        IServiceProvider services,
        string token,
        byte[]? body = null
    )
    {
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Headers.Authorization = $"Bearer {token}";
        if (body is not null)
        {
            context.Request.Method = "POST";
            context.Request.ContentType = "application/json";
            context.Request.ContentLength = body.Length;
            context.Request.Body = new MemoryStream(body);
        }

        function(context.Request, CancellationToken.None).GetAwaiter().GetResult().ExecuteAsync(context).GetAwaiter().GetResult();
        if (context.Response.StatusCode != StatusCodes.Status200OK)
        {
            throw new InvalidOperationException($"What is measured answers {context.Response.StatusCode}.");
        }
    }

    private static void Write(CodeAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, CodesJson.Types.CodeAnswer);

    /// <summary>What the function really answers to this person.</summary>
    private async Task<CodeAnswer> AnswerAsync(Person person, int minutes, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
        context.Request.Headers.Authorization = $"Bearer {person.Session}";
        context.Request.QueryString = new QueryString($"?minutes={minutes}");
        var result = await ActivatorUtilities.CreateInstance<GetCode>(services).Run(context.Request, cancellation);
        await result.ExecuteAsync(context);
        return JsonSerializer.Deserialize(body.ToArray(), CodesJson.Types.CodeAnswer)!;
    }

    private T Service<T>()
        where T : notnull => services.GetRequiredService<T>();
}
