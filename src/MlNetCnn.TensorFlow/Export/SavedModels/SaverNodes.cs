namespace MlNetCnn.TensorFlow;

/// <summary>The nodes that load a graph's variables from files and save them there, and the names under which TensorFlow finds them (<c>SaverDef</c> of saver.proto).</summary>
/// <param name="Nodes">To be added to the graph.</param>
/// <param name="Prefix">Where their names begin: <c>save</c>.</param>
internal sealed record SaverNodes(IReadOnlyList<NodeDef> Nodes, string Prefix)
{
    /// <summary>The tensor that is fed with the files' name.</summary>
    public string FileName => $"{Prefix}/Const:0";

    /// <summary>The tensor that is fetched to save.</summary>
    public string Save => $"{Prefix}/control_dependency:0";

    /// <summary>The node that is run to load.</summary>
    public string Restore => $"{Prefix}/restore_all";

    public static SaverNodes Of(GraphDef graph, IReadOnlyList<SavedModelVariable> variables)
    {
        var prefix = FreePrefix(graph);
        var file = $"{prefix}/Const";
        var (names, slices) = ($"{prefix}/tensor_names", $"{prefix}/shape_and_slices");
        DataType[] types = [.. variables.Select(variable => variable.Value.Type)];
        var nodes = new List<NodeDef> { Const(file, ["model"], []), Const(names, [.. variables.Select(variable => variable.Key)], [types.Length]), Const(slices, [.. types.Select(_ => "")], [types.Length]) };
        foreach (var (variable, i) in variables.Select((variable, i) => (variable, i)))
            nodes.Add(new NodeDef($"{prefix}/Read_{i}", "ReadVariableOp", [variable.Handle], Dtype(variable)));
        nodes.Add(new NodeDef($"{prefix}/SaveV2", "SaveV2", [file, names, slices, .. variables.Select((_, i) => $"{prefix}/Read_{i}")], new Dictionary<string, AttrValue> { ["dtypes"] = types }));
        nodes.Add(new NodeDef($"{prefix}/control_dependency", "Identity", [file, $"^{prefix}/SaveV2"], new Dictionary<string, AttrValue> { ["T"] = DataType.String }));
        nodes.Add(new NodeDef($"{prefix}/RestoreV2", "RestoreV2", [file, names, slices], new Dictionary<string, AttrValue> { ["dtypes"] = types }));
        foreach (var (variable, i) in variables.Select((variable, i) => (variable, i)))
            nodes.Add(new NodeDef($"{prefix}/Assign_{i}", "AssignVariableOp", [variable.Handle, i == 0 ? $"{prefix}/RestoreV2" : $"{prefix}/RestoreV2:{i}"], Dtype(variable)));
        nodes.Add(new NodeDef($"{prefix}/restore_all", "NoOp", [.. variables.Select((_, i) => $"^{prefix}/Assign_{i}")], new Dictionary<string, AttrValue>()));
        return new SaverNodes(nodes, prefix);
    }

    private static Dictionary<string, AttrValue> Dtype(SavedModelVariable variable) => new() { ["dtype"] = variable.Value.Type };

    private static NodeDef Const(string name, string[] values, IReadOnlyList<int> shape) =>
        new(name, "Const", [], new Dictionary<string, AttrValue> { ["dtype"] = DataType.String, ["value"] = TensorValue.Of(values, shape) });

    private static string FreePrefix(GraphDef graph)
    {
        for (var i = 0; ; i++)
        {
            var prefix = i == 0 ? "save" : $"save_{i}";
            if (!graph.Nodes.Any(node => node.Name == prefix || node.Name.StartsWith(prefix + "/", StringComparison.Ordinal))) return prefix;
        }
    }
}
