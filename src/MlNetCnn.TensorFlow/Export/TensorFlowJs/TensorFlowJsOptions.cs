using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow;

/// <summary>How a model for TensorFlow.js is written.</summary>
public sealed record TensorFlowJsOptions
{
    /// <summary>Names of the inputs and outputs for callers. Default null: TensorFlow.js takes the placeholders as inputs, and the nodes that no other takes as outputs.</summary>
    public SavedModelSignature? Signature { get; init; }

    /// <summary>Bytes of a file of weights at most. Default 4 MiB, as <c>tensorflowjs_converter</c> has it, so that browsers keep each.</summary>
    public int ShardBytes { get; init; } = 4 << 20;

    /// <summary>What else programs may want to know, as text by name (<c>userDefinedMetadata</c>), e.g. the classes. Default nothing.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Throws unless graph and options go together.</summary>
    internal void Check(GraphDef graph)
    {
        var errors = new OptionErrors(nameof(TensorFlowJsOptions)).Require(ShardBytes >= 1, nameof(ShardBytes), ShardBytes, "at least 1");
        var nodes = graph.Nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, tensor) in (Signature?.Inputs ?? new Dictionary<string, SavedModelTensor>()).Concat(Signature?.Outputs ?? new Dictionary<string, SavedModelTensor>()))
            errors.Require(nodes.Contains(tensor.Node), $"'{name}' of the signature is '{tensor.Name}', which is not in the graph.");
        foreach (var node in graph.Nodes.Where(node => node.Op == "VarHandleOp"))
            errors.Add($"The node '{node.Name}' is a variable, which TensorFlow.js does not load: freeze the graph first.");
        errors.ThrowIfAny();
    }
}
