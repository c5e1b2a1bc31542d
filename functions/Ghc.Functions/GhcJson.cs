using System.Text.Json;
using System.Text.Json.Serialization;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.Accounts;
using Ghc.Functions.Applications;
using Ghc.Functions.Codes;
using Ghc.Functions.Companions;
using Ghc.Functions.Documents;
using Ghc.Functions.Gates;
using Ghc.Functions.Explain;
using Ghc.Functions.Http;
using Ghc.Functions.LabResults;
using Ghc.Functions.Measures;
using Ghc.Functions.Messaging;
using Ghc.Functions.Places;
using Ghc.Functions.Policies;
using Ghc.Functions.Poison;
using Ghc.Functions.Service;
using Ghc.Functions.SignIn;
using Ghc.Functions.Storage;

namespace Ghc.Functions;

/// <summary>Everything that becomes JSON: calls and answers, messages, and what rows hold. Requests and messages refuse unknown members; rows do not, so that an older instance reads what a newer one wrote.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(DocumentConverter), typeof(PersonNameConverter), typeof(PhoneNumberConverter)])]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(SendSmsCodeRequest))]
[JsonSerializable(typeof(SendSmsCodeAnswer))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(SetPasswordRequest))]
[JsonSerializable(typeof(ApplyRequest))]
[JsonSerializable(typeof(ApplyAnswer))]
[JsonSerializable(typeof(CompanionRequest))]
[JsonSerializable(typeof(CompanionAdded))]
[JsonSerializable(typeof(IReadOnlyList<CompanionView>))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(AccountUpdate))]
[JsonSerializable(typeof(LogoutRequest))]
[JsonSerializable(typeof(MovePhoneRequest))]
[JsonSerializable(typeof(MovePhoneAnswer))]
[JsonSerializable(typeof(AccountExport))]
[JsonSerializable(typeof(CodeAnswer))]
[JsonSerializable(typeof(StartShiftRequest))]
[JsonSerializable(typeof(StartShiftAnswer))]
[JsonSerializable(typeof(ScanRequest))]
[JsonSerializable(typeof(ScanAnswer))]
[JsonSerializable(typeof(PrintCodeRequest))]
[JsonSerializable(typeof(PrintCodeAnswer))]
[JsonSerializable(typeof(PrintedCodeView[]))]
[JsonSerializable(typeof(MissingTestsAnswer))]
[JsonSerializable(typeof(RenewDocumentRequest))]
[JsonSerializable(typeof(RenewDocumentAnswer))]
[JsonSerializable(typeof(VisitView[]))]
[JsonSerializable(typeof(OfflineVisitsRequest))]
[JsonSerializable(typeof(OfflineVisitsAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(LabResultMessage))]
[JsonSerializable(typeof(BorderCrossingMessage))]
[JsonSerializable(typeof(RecomputeColorMessage))]
[JsonSerializable(typeof(TextMessage))]
[JsonSerializable(typeof(TextContent))]
[JsonSerializable(typeof(ColorNewsMessage))]
[JsonSerializable(typeof(DeliveryReportMessage))]
[JsonSerializable(typeof(TextDelivery))]
[JsonSerializable(typeof(AssistLoginRequest))]
[JsonSerializable(typeof(AssistLoginAnswer))]
[JsonSerializable(typeof(VisitMessage))]
[JsonSerializable(typeof(HolderStatus))]
[JsonSerializable(typeof(StoredFact<Crossing>), TypeInfoPropertyName = "StoredFactCrossing")]
[JsonSerializable(typeof(StoredFact<LabResult>), TypeInfoPropertyName = "StoredFactLabResult")]
[JsonSerializable(typeof(StoredFact<Measure>), TypeInfoPropertyName = "StoredFactMeasure")]
[JsonSerializable(typeof(ResultMoved))]
[JsonSerializable(typeof(Laboratory))]
[JsonSerializable(typeof(AccessionHistory))]
[JsonSerializable(typeof(LabOutcome))]
[JsonSerializable(typeof(OutcomesAnswer))]
[JsonSerializable(typeof(LabTokenClaims))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(PoisonListAnswer))]
[JsonSerializable(typeof(PoisonAnswer))]
[JsonSerializable(typeof(ReplayPoisonRequest))]
[JsonSerializable(typeof(ReplayPoisonAnswer))]
[JsonSerializable(typeof(Document))]
[JsonSerializable(typeof(AccountData))]
[JsonSerializable(typeof(AccountHolder))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(PolicyAnswer))]
[JsonSerializable(typeof(PolicyVersion))]
[JsonSerializable(typeof(RollBackRequest))]
[JsonSerializable(typeof(Sweep))]
[JsonSerializable(typeof(SweepRange))]
[JsonSerializable(typeof(SweepView))]
[JsonSerializable(typeof(SweepRangeMessage))]
[JsonSerializable(typeof(MeasureCase))]
[JsonSerializable(typeof(MeasureRequest))]
[JsonSerializable(typeof(MeasureView))]
[JsonSerializable(typeof(MeasureList))]
[JsonSerializable(typeof(ExposureRequest))]
[JsonSerializable(typeof(ExposureView))]
[JsonSerializable(typeof(ExposureProgress))]
[JsonSerializable(typeof(MeasureMessage))]
[JsonSerializable(typeof(FindHolderRequest))]
[JsonSerializable(typeof(FindHolderAnswer))]
[JsonSerializable(typeof(AssessmentAnswer))]
[JsonSerializable(typeof(PlaceRequest))]
[JsonSerializable(typeof(PlaceView))]
[JsonSerializable(typeof(IReadOnlyList<PlaceView>))]
[JsonSerializable(typeof(InspectorRequest))]
[JsonSerializable(typeof(InspectorView))]
[JsonSerializable(typeof(IReadOnlyList<InspectorView>))]
[JsonSerializable(typeof(StaffRequest))]
[JsonSerializable(typeof(StaffView))]
[JsonSerializable(typeof(SignInState))]
[JsonSerializable(typeof(Ghc.Domain.Places.Place))]
public sealed partial class GhcJson : JsonSerializerContext;
