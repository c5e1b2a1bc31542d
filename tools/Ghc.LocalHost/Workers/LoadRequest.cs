using Ghc.LocalHost.Apps;
using Ghc.LocalHost.Protocol;

namespace Ghc.LocalHost.Workers;

/// <summary>Asks a worker to load a function. The name of the function is also its id.</summary>
internal static class LoadRequest
{
    public static FunctionLoadRequest Of(FunctionMetadata function, string appFolder)
    {
        var metadata = new RpcFunctionMetadata
        {
            Name = function.Name,
            FunctionId = function.Name,
            Directory = appFolder,
            ScriptFile = function.ScriptFile,
            EntryPoint = function.EntryPoint,
            Language = function.Language,
        };
        foreach (var binding in function.Bindings)
        {
            metadata.Bindings[binding.Name] = new BindingInfo
            {
                Type = binding.Type,
                Direction = string.Equals(binding.Direction, "Out", StringComparison.OrdinalIgnoreCase)
                    ? BindingInfo.Types.Direction.Out
                    : BindingInfo.Types.Direction.In,
                DataType = string.Equals(binding.DataType, "String", StringComparison.OrdinalIgnoreCase)
                    ? BindingInfo.Types.DataType.String
                    : BindingInfo.Types.DataType.Undefined,
            };
        }

        return new FunctionLoadRequest { FunctionId = function.Name, Metadata = metadata };
    }
}
