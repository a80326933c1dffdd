using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow;

/// <summary>How a SavedModel is written.</summary>
public sealed record SavedModelOptions
{
    /// <summary>The variables of the graph, each with its value. Default none: the graph is frozen.</summary>
    public IReadOnlyList<SavedModelVariable> Variables { get; init; } = [];

    /// <summary>What loaders ask for. Default <c>serve</c> alone.</summary>
    public IReadOnlyList<string> Tags { get; init; } = ["serve"];

    /// <summary>The TensorFlow whose operations the graph is written for. Default <c>2.10.0</c>; later ones read it.</summary>
    public string TensorFlowVersion { get; init; } = "2.10.0";

    /// <summary>Throws unless graph, signatures and options go together.</summary>
    internal void Check(GraphDef graph, IReadOnlyList<SavedModelSignature> signatures)
    {
        var nodes = graph.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var errors = new OptionErrors(nameof(SavedModelOptions))
            .Require(Tags.Count > 0 && Tags.All(tag => !string.IsNullOrEmpty(tag)), nameof(Tags), $"[{string.Join(", ", Tags)}]", "at least one tag, none of them empty")
            .Require(signatures.Count > 0, "There is no signature: at least one must say what the model takes and gives.")
            .Require(signatures.DistinctBy(signature => signature.Name).Count() == signatures.Count, "Two signatures have one name.")
            .Require(Variables.DistinctBy(variable => variable.Key).Count() == Variables.Count, "Two variables have one key.");
        foreach (var signature in signatures)
            foreach (var (name, tensor) in signature.Inputs.Concat(signature.Outputs))
                errors.Require(nodes.ContainsKey(tensor.Node), $"'{name}' of the signature '{signature.Name}' is '{tensor.Name}', which is not in the graph.");
        foreach (var variable in Variables)
        {
            errors.Require(!string.IsNullOrEmpty(variable.Key), $"The variable '{variable.Handle}' has an empty key.");
            errors.Require(variable.Value.Type != DataType.String, $"The variable '{variable.Key}' holds strings, which are not written.");
            if (!nodes.TryGetValue(variable.Handle, out var node) || node.Op != "VarHandleOp") errors.Add($"The variable '{variable.Key}' names '{variable.Handle}', which is no VarHandleOp of the graph.");
            else if (node.Attributes.GetValueOrDefault("dtype") is AttrValue.Type type && type.Value != variable.Value.Type) errors.Add($"The variable '{variable.Key}' is {type.Value} in the graph, and its value is {variable.Value}.");
        }

        errors.ThrowIfAny();
    }
}
