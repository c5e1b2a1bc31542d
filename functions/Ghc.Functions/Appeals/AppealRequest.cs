using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Appeals;
using Ghc.Domain.Colors;
using Ghc.Functions.LabResults;
using Ghc.Functions.Measures;
using Ghc.Functions.Senders;
using Ghc.Platform.Json;

namespace Ghc.Functions.Appeals;

/// <param name="HolderId">The companion whose color it is about; absent for the sender's own.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AppealRequest(string? HolderId, string? Reason, string? Ground, string? Text)
{
    public Outcome<AppealDraft> Parse()
    {
        var form = new Form();
        form.Require(Reason is not null, "reason", "field.missing");
        form.Require(Reason is null || ReasonCodes.All.Contains(Reason), "reason", "one-of", string.Join(", ", ReasonCodes.All));
        var ground = form.Take("ground", Words.Parse<AppealGround>(Ground));
        var text = form.Take("text", AppealText.OfHolder(Text));
        return form.Refusal is { } refusal ? refusal : new AppealDraft(Reason!, ground, text);
    }
}

public sealed record AppealDraft(string Reason, AppealGround Ground, string Text);

/// <param name="Version">The version of the appeal that the officer read: somebody else may have answered meanwhile.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AppealAnswerRequest(
    string? Decision,
    int? Version,
    string? MeasureId,
    string? Laboratory,
    string? Accession,
    string? Because,
    string? Message
)
{
    private static readonly AppealDecision[] OfOfficers =
    [
        AppealDecision.Lift,
        AppealDecision.ApproveLift,
        AppealDecision.DeclineLift,
        AppealDecision.AskLaboratory,
        AppealDecision.Refuse,
    ];

    /// <summary>The act that it asks for. Whether measure and result are behind the reason is checked with the facts.</summary>
    public Outcome<AppealAct> Parse(string officer, DateTimeOffset now)
    {
        var form = new Form();
        var decision = form.Take("decision", Words.Parse<AppealDecision>(Decision));
        form.Require(OfOfficers.Contains(decision), "decision", "field.choice");
        form.Require(Version is >= 0, "version", "field.missing");
        var because = decision == AppealDecision.Refuse ? form.Take("because", Words.Parse<AppealRefusal>(Because)) : (AppealRefusal?)null;
        form.Require(decision == AppealDecision.Refuse || Because is null, "because", "appeal.not-here");
        Require(
            form,
            decision == AppealDecision.Lift,
            MeasureId,
            "measureId",
            MeasureIds.IsCase(MeasureId) || (MeasureId is { } id && MeasureIds.HolderOf(id) is not null)
        );
        Require(form, decision == AppealDecision.AskLaboratory, Laboratory, "laboratory", Sender.IsId(Laboratory));
        Require(form, decision == AppealDecision.AskLaboratory, Accession, "accession", LabMessages.IsAccession(Accession));
        var message = AppealText.OfOfficer(form, Message);
        return form.Refusal is { } refusal
            ? refusal
            : new AppealAct(decision, officer, now)
            {
                MeasureId = MeasureId,
                Sample = Laboratory is null ? null : new Sample(Laboratory, Accession!, Revision: 0),
                Because = because,
                Message = message,
            };
    }

    private static void Require(Form form, bool isWanted, string? value, string field, bool isGood)
    {
        form.Require(!isWanted || value is not null, field, "field.missing");
        form.Require(isWanted || value is null, field, "appeal.not-here");
        form.Require(!isWanted || value is null || isGood, field, "appeal.not-behind-reason");
    }
}
