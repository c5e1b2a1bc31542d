using System.Reflection;
using System.Reflection.Emit;
using Ghc.LocalHost.Apps;
using Microsoft.Azure.WebJobs;
using ExecutionContext = Microsoft.Azure.WebJobs.ExecutionContext;

namespace Ghc.LocalHost.Triggers;

/// <summary>
/// Emits a class <c>Host.Functions</c> with a method for every queue and timer function, as the real host does. The WebJobs SDK names locks
/// and schedules after class and method.
/// </summary>
internal sealed class TriggerMethods(IEnumerable<FunctionMetadata> functions) : ITypeLocator
{
    private static readonly (Type Type, string Name)[] QueueParameters =
    [
        (typeof(string), "message"),
        (typeof(string), "id"),
        (typeof(string), "popReceipt"),
        (typeof(long), "dequeueCount"),
        (typeof(DateTimeOffset), "insertionTime"),
        (typeof(DateTimeOffset), "expirationTime"),
        (typeof(DateTimeOffset), "nextVisibleTime"),
        (typeof(ExecutionContext), "context"),
        (typeof(CancellationToken), "cancellation"),
    ];

    private static readonly (Type Type, string Name)[] TimerParameters =
    [
        (typeof(TimerInfo), "timer"),
        (typeof(ExecutionContext), "context"),
        (typeof(CancellationToken), "cancellation"),
    ];

    private readonly Type type = Emit(functions);

    public IReadOnlyList<Type> GetTypes() => [type];

    public static bool CanRun(FunctionBinding trigger) => trigger.Is(FunctionBinding.Queue) || trigger.Is(FunctionBinding.Timer);

    private static Type Emit(IEnumerable<FunctionMetadata> functions)
    {
        var type = AssemblyBuilder
            .DefineDynamicAssembly(new AssemblyName("Host"), AssemblyBuilderAccess.RunAndCollect)
            .DefineDynamicModule("Host")
            .DefineType("Host.Functions", TypeAttributes.Public | TypeAttributes.Sealed, typeof(TriggerFunctions));
        EmitConstructor(type);
        foreach (var function in functions)
        {
            if (function.Trigger.Is(FunctionBinding.Queue))
            {
                EmitMethod(type, function.Name, QueueTrigger(function.Trigger), nameof(TriggerFunctions.OnQueueMessage), QueueParameters);
            }
            else if (function.Trigger.Is(FunctionBinding.Timer))
            {
                EmitMethod(type, function.Name, TimerTrigger(function.Trigger), nameof(TriggerFunctions.OnTimer), TimerParameters);
            }
        }

        return type.CreateType();
    }

    private static void EmitConstructor(TypeBuilder type)
    {
        var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(InvokeTrigger)]).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, typeof(TriggerFunctions).GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).Single());
        code.Emit(OpCodes.Ret);
    }

    /// <summary>A method that passes its parameters to one of the base class, after the name of the function.</summary>
    private static void EmitMethod(
        TypeBuilder type,
        string function,
        CustomAttributeBuilder trigger,
        string target,
        (Type Type, string Name)[] parameters
    )
    {
        var method = type.DefineMethod(
            function,
            MethodAttributes.Public,
            typeof(Task),
            [.. parameters.Select(parameter => parameter.Type)]
        );
        method.SetCustomAttribute(new(typeof(FunctionNameAttribute).GetConstructor([typeof(string)])!, [function]));
        for (var n = 0; n < parameters.Length; n++)
        {
            var parameter = method.DefineParameter(n + 1, ParameterAttributes.None, parameters[n].Name);
            if (n == 0)
            {
                parameter.SetCustomAttribute(trigger);
            }
        }

        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldstr, function);
        for (var n = 0; n < parameters.Length; n++)
        {
            code.Emit(OpCodes.Ldarg, (short)(n + 1));
        }

        code.Emit(OpCodes.Call, typeof(TriggerFunctions).GetMethod(target)!);
        code.Emit(OpCodes.Ret);
    }

    private static CustomAttributeBuilder QueueTrigger(FunctionBinding trigger) =>
        Attribute<QueueTriggerAttribute>(
            trigger.QueueName,
            trigger.Connection is { } connection ? [(nameof(QueueTriggerAttribute.Connection), connection)] : []
        );

    private static CustomAttributeBuilder TimerTrigger(FunctionBinding trigger) =>
        Attribute<TimerTriggerAttribute>(
            trigger.Schedule,
            [
                (nameof(TimerTriggerAttribute.RunOnStartup), trigger.RunOnStartup),
                (nameof(TimerTriggerAttribute.UseMonitor), trigger.UseMonitor),
            ]
        );

    private static CustomAttributeBuilder Attribute<T>(string? argument, (string Property, object Value)[] properties) =>
        new(
            typeof(T).GetConstructor([typeof(string)])!,
            [argument],
            [.. properties.Select(property => typeof(T).GetProperty(property.Property)!)],
            [.. properties.Select(property => property.Value)]
        );
}
