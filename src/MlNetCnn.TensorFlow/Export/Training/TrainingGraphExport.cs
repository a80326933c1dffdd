using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Engine;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Training;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow;

/// <summary>Models as TensorFlow graphs that train.</summary>
public static class TrainingGraphExport
{
    extension(Model model)
    {
        /// <summary>Writes the model as a TensorFlow graph that trains: variables with initializers, loss, gradients and the optimizer's update, all in standard operations.</summary>
        /// <param name="training">Optimizer, loss and learning-rate multipliers, as for <see cref="IEngine.Compile"/>. <see cref="TrainingOptions.Seed"/> has no meaning here.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <returns>The graph with the names of its nodes.</returns>
        /// <exception cref="ArgumentException">The model is not built, or options do not fit.</exception>
        /// <exception cref="NotSupportedException">A layer, an activation or the loss cannot be written, or has no gradient; the message names it.</exception>
        public TensorFlowTrainingGraph ToTensorFlowTrainingGraph(TrainingOptions training, TrainingGraphOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(training);
            options ??= new TrainingGraphOptions();
            options.Check();
            var program = TrainingWriter.Write(model, new CompileOptions { Training = training, InputShapes = options.InputShapes }, options.Prefix);
            var initialize = options.Initializers ? Initialize(program) : null;
            return new TensorFlowTrainingGraph
            {
                Graph = program.Builder.Build(),
                Inputs = program.Inputs,
                Targets = program.Targets,
                SampleWeights = program.SampleWeights,
                LearningRate = program.Standalone.LearningRate,
                Initialize = initialize,
                Train = program.Standalone.Train,
                Accumulate = program.Standalone.Accumulate,
                Finish = program.Finish,
                Loss = program.Loss,
                Output = program.Output,
                TestLoss = program.TestLoss,
                TestOutput = program.TestOutput,
                Variables = [.. program.Variables.Select(Describe)],
            };
        }
    }

    private static string Initialize(TrainingProgram program)
    {
        var graph = program.Builder;
        var assigns = new List<GraphNode>();
        foreach (var variable in program.Variables)
        {
            using var scope = graph.OutOfScope($"initialize/{variable.SharedName}");
            assigns.Add(graph.AssignVariableOp(variable.Handle, Initial(graph, program, variable), name: "assign"));
        }

        using var root = graph.OutOfScope("");
        return graph.NoOp(assigns, name: "initialize").Name;
    }

    private static GraphTensor Initial(GraphBuilder graph, TrainingProgram program, GraphVariable variable) =>
        variable is { Weight: { } weight, Slot: null } ? graph.Constant(TensorValue.Of(weight.Values.ToArray(), [.. weight.Shape]), name: "values")
        : program.Initial(variable) is not { } given ? Filled(graph, variable, 0)
        // An optimizer's slot that starts with one number everywhere would make the graph as large again as the weights do, and a file holds 2 GiB at most.
        : given.Type == DataType.Float && given.Floats.Span.IndexOfAnyExcept(given.Floats.Span[0]) < 0 ? Filled(graph, variable, given.Floats.Span[0])
        : graph.Constant(given, name: "values");

    private static GraphTensor Filled(GraphBuilder graph, GraphVariable variable, float value) => graph.Fill(graph.Constant([.. variable.Shape.Dimensions]), graph.Constant(value), name: "values");

    private static TrainingGraphVariable Describe(GraphVariable variable) => new(
        variable.SharedName, variable.Weight?.Path, variable.Slot, variable.Value.Type, variable.Shape, variable.Handle.Name, variable.Fetch, variable.Assign.Placeholder, variable.Assign.Target);
}
