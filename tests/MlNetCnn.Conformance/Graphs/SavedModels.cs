using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.TensorFlow;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Layers;

namespace MlNetCnn.Conformance.Graphs;

/// <summary>SavedModels: frozen, and with variables, which go on training.</summary>
internal sealed class SavedModels(ConformanceCase source, bool trainable) : WrittenGraph($"{(trainable ? "trainable" : "frozen")}_saved_model_{source.Name}")
{
    public static IReadOnlyList<WrittenGraph> List { get; } =
    [
        .. new[] { "residual", "several_inputs_and_outputs" }.Select(name => new SavedModels(Case(name), trainable: false)),
        .. new[] { "residual", "squeeze_and_excite" }.Select(name => new SavedModels(Case(name), trainable: true)),
    ];

    public override string Kind => trainable ? "SavedModel with variables, and all that training needs" : "SavedModel, weights as constants";

    public override GraphScript Script() => trainable ? Trainable().Script : Frozen().Script;

    public override string Save(string path)
    {
        if (trainable)
        {
            var (script, graph) = Trainable();
            using var session = new InterpretedSession(script.Graph);
            session.Run([], [], [graph.Initialize!]);
            var values = session.Run([], [.. graph.Variables.Select(v => v.Read)], []);
            script.Graph.SaveSavedModel(path, [Signature(script)], new SavedModelOptions { Variables = [.. graph.Variables.Zip(values, (v, value) => new SavedModelVariable(v.Handle, value) { Key = v.SharedName })] });
        }
        else
        {
            var (script, _) = Frozen();
            script.Graph.SaveSavedModel(path, [Signature(script)]);
        }

        return Name;
    }

    public override Numbers Ask(Contender engine) => PredictCases.Run(source, engine);

    public override Numbers Run(Contender engine)
    {
        var folder = Directory.CreateTempSubdirectory("mlnetcnn-saved-model-");
        try
        {
            Save(folder.FullName);
            using var session = engine.LoadSavedModel!(folder.FullName);
            return Play(session, Script());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    protected override string? NotFor(Contender engine) => trainable && engine.Name == Contenders.Interpreted ? "the interpreter reads no variables from files" : null;

    /// <summary>What callers ask: <c>input_0</c> ..., and get: <c>output_0</c> ....</summary>
    internal static SavedModelSignature Signature(GraphScript script) => new(
        script.Runs[0].Feeds.Select((feed, i) => (Key: $"input_{i}", Value: new SavedModelTensor(feed.Node, DataType.Float, feed.Tensor.Shape.WithBatch()))).ToDictionary(p => p.Key, p => p.Value),
        script.Runs[0].Fetches.Select((fetch, i) => (Key: $"output_{i}", Value: new SavedModelTensor(fetch.Node, DataType.Float, TensorShape.Unknown))).ToDictionary(p => p.Key, p => p.Value));

    private static ConformanceCase Case(string name) => AllCases.List.Single(c => c.Name == name);

    private (GraphScript Script, TensorFlowGraph Graph) Frozen()
    {
        var model = source.Model();
        var graph = model.ToTensorFlowGraph();
        return (new(graph.Graph, [new(FrozenGraphs.Feeds(graph, source.Inputs(model)), [.. graph.Outputs.Select((output, i) => new GraphScript.Fetch(output.Name, $"output {i}"))], [])]), graph);
    }

    private (GraphScript Script, TensorFlowTrainingGraph Graph) Trainable()
    {
        var model = source.Model();
        var graph = model.ToTensorFlowTrainingGraph(new TrainingOptions { Optimizer = Rules.All["adam"], Loss = new MeanSquaredError() });
        return (new(graph.Graph, [new([.. graph.Inputs.Zip(source.Inputs(model), (node, tensor) => new GraphScript.Feed(node, tensor))], [new(graph.TestOutput, "output 0")], [])]), graph);
    }
}
