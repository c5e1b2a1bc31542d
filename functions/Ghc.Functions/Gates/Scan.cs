using System.Globalization;
using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Domain.Places;
using Ghc.Functions.Codes;
using Ghc.Functions.Colors;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Ghc.Platform.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Gates;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScanRequest(string? HealthCode);

public sealed record ScanAnswer(
    string Verdict,
    string Color,
    string Name,
    string IdType,
    string IdNumber,
    IReadOnlyList<ReasonView> Reasons,
    string TestAge,
    IReadOnlyList<TestView> Tests,
    DateTimeOffset ScannedAt,
    DateTimeOffset CodeIssuedAt
)
{
    /// <summary>True for a code on paper, else absent.</summary>
    public bool? Printed { get; init; }

    /// <summary>What to do about it: paper can be handed on, so the document must be looked at.</summary>
    public string? Notice { get; init; }
}

/// <summary>
/// An inspector scans a code and gets the color of now: one read beside one message, and once a minute one of the inspector.
/// </summary>
public sealed class Scan(ShiftGate gate, HealthCodes codes, HoldersTable holders, VisitsQueue queue, TimeProvider clock)
{
    [Function(nameof(Scan))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/scan")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await gate.OpenAsync(request, cancellation)).Refused(out var refusal, out var shift)
            || (await JsonBody.ReadAsync(request, GatesJson.Types.ScanRequest, cancellation)).Refused(out refusal, out var body)
            || Read(body.HealthCode).Refused(out refusal, out var code)
        )
        {
            return Reply.Problem(refusal);
        }

        var now = clock.GetUtcNow();
        var reading = holders.FindStatusAsync(code.DocumentKey, cancellation);
        var recording = queue.SendAsync(Visit.Of(shift, code, now) with { PrintId = code.PrintId }, cancellation);
        await Task.WhenAll(reading, recording);
        if ((await reading)?.Status is not { Owner: { } owner, Name: not null } status || !owner.Stands(code.PrintId))
        {
            return Reply.Problem(new Refusal(RefusalCodes.CodeRevoked));
        }

        var answer = View(status, code, now, Languages.Of(request));
        Instrumentation.Scanned(answer.Verdict);
        return Reply.Json(answer, GatesJson.Types.ScanAnswer);
    }

    private Outcome<ScannedCode> Read(string? text) =>
        text is null ? Refusal.Invalid("healthCode", "field.missing") : codes.Read(text.Trim());

    private static ScanAnswer View(HolderStatus status, ScannedCode code, DateTimeOffset now, CultureInfo language)
    {
        var assessment = status.Schedule.At(now);
        return new ScanAnswer(
            Words.Of(Verdicts.Of(assessment.Color)),
            Words.Of(assessment.Color),
            status.Name!.Masked,
            status.Document.Type.ToText(),
            status.Document.Masked,
            ReasonView.Of(assessment, now, language),
            TestAge.Of(status.Tests, now),
            TestView.Of(status.Tests.Take(1)),
            now,
            code.IssuedAt
        )
        {
            Printed = code.PrintId is null ? null : true,
            Notice = code.PrintId is null ? null : Texts.Get("scan.printed", language),
        };
    }
}
