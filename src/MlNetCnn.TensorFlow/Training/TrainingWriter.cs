using MlNetCnn.Compute;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Engine;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Layers;
using MlNetCnn.TensorFlow.Losses;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Optimizers;
using MlNetCnn.TensorFlow.Penalties;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Training;

/// <summary>
/// Writes the graph that trains a model: forward in training mode, the loss with its penalties, gradients, the update of each weight, moving statistics; and the loss in inference mode. One
/// run does all of a step. The loss and all that leads to it is of the values before the update.
/// </summary>
internal sealed class TrainingWriter
{
    private readonly TrainingOptions _options;
    private readonly CompiledGraph _compiled;
    private readonly GraphBuilder _graph;
    private readonly VariableNames _names;
    private readonly VariableNodes _variables;
    private readonly StepScalars _scalars;
    private readonly IReadOnlyList<string> _inputNames;
    private readonly Dictionary<GraphVariable, Func<TensorValue>> _initial = [];

    private TrainingWriter(Model model, CompileOptions options, string prefix)
    {
        _options = options.Training ?? throw new ArgumentException("CompileOptions.Training is null: it says how to train.", nameof(options));
        _options.Optimizer.Validate();
        _compiled = new CompiledGraph("tensorflow", model, options);
        _inputNames = options.Inputs ?? [.. model.Inputs.Select(i => i.Layer.Name)];
        _graph = new GraphBuilder(prefix);
        _names = new VariableNames(model);
        _variables = new VariableNodes(_graph, _names.Of);
        _scalars = new StepScalars(_graph, _variables, _names, _options.Optimizer.LearningRate);
    }

    /// <summary>Writes the graph.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="options">With <see cref="CompileOptions.Training"/>.</param>
    /// <param name="prefix">Scope of all nodes' names: empty, or ends with <c>/</c>.</param>
    /// <exception cref="ArgumentException">The options do not fit the model, or each other.</exception>
    /// <exception cref="NotSupportedException">A layer, an activation or the loss cannot be written, or has no gradient; the message names it.</exception>
    public static TrainingProgram Write(Model model, CompileOptions options, string prefix = "") => new TrainingWriter(model, options, prefix).Run();

    private TrainingProgram Run()
    {
        var (model, loss, output) = (_compiled.Model, LossNodes.For(_options.Loss), _compiled.Flat.Outputs[0]);
        var multipliers = new LearningRateMultipliers(model, _options.LearningRateMultipliers);
        GraphTensor[] inputs = [.. _compiled.Inputs.Select((input, i) => _graph.Placeholder(DataType.Float, input.Shape.WithBatch(), name: _inputNames[i]))];
        var targets = _graph.Placeholder(DataType.Float, loss.TargetShape(output.Shape).WithBatch(), name: "targets");
        var one = _graph.Constant(TensorValue.Of(new[] { 1f }, 1));
        var sampleWeights = _graph.PlaceholderWithDefault(one, new TensorShape(-1), name: "sample_weights");
        ModelNodes Forward(bool training)
        {
            var nodes = new ModelNodes(_graph, _variables, training, [output]);
            foreach (var (value, tensor) in _compiled.Inputs.Zip(inputs)) nodes.Give(value, tensor);
            nodes.Write(_compiled.Flat.Needed([output]));
            return nodes;
        }

        var trained = Forward(training: true);
        Weight[] weights = TrainedWeights();
        var trainLoss = Loss(loss, trained, trained[output], targets, sampleWeights, weights);
        var gradients = Gradients.Add(_graph, [(trainLoss, _graph.Constant(1f))], [.. weights.Select(_variables.Read)]);
        var steps = Steps(weights, multipliers);
        var update = Update(steps, [.. gradients.Select((g, i) => g ?? _graph.ZerosLike(_variables.Read(weights[i])))], trained.Updates, out var accumulate);
        var train = _graph.NoOp([update, .. Count(update)], name: "train");
        GraphNode[] overwrites = [.. steps.Select(s => s.Overwrite()).OfType<GraphNode>()];
        var finish = overwrites.Length == 0 ? null : _graph.NoOp(overwrites, name: "finish");
        var (learningRate, trainOutput, namedLoss) = (_scalars.LearningRate, _graph.Identity(trained[output], name: "train_output"), _graph.Identity(trainLoss, name: "loss"));
        GraphTensor testLoss, testOutput;
        using (_graph.Scope("test"))
        {
            var tested = Forward(training: false);
            testOutput = _graph.Identity(tested[output], name: "output");
            testLoss = _graph.Identity(Loss(loss, tested, tested[output], targets, sampleWeights, weights), name: "total");
        }

        var every = _options.Optimizer.GradientAccumulationSteps ?? 1;
        return new TrainingProgram
        {
            Graph = _graph.Build(),
            Inputs = [.. inputs.Select(i => i.Name)],
            Targets = targets.Name,
            TargetShape = loss.TargetShape(output.Shape),
            SampleWeights = sampleWeights.Name,
            Loss = namedLoss.Name,
            Output = trainOutput.Name,
            TestLoss = testLoss.Name,
            TestOutput = testOutput.Name,
            Noise = trained.Noise,
            Variables = _variables.All,
            TargetsOf = step => [(step + 1) % every == 0 ? update.Name : accumulate!.Name],
            FeedsOf = (step, rate) => _scalars.Feeds(rate, step / every + 1),
            Finish = finish?.Name,
            Initial = variable => _initial.GetValueOrDefault(variable)?.Invoke(),
            Standalone = new StandaloneTraining(train.Name, accumulate?.Name, learningRate.Name),
            Builder = _graph,
        };
    }

    /// <summary>The loss with the penalties of the weights that train, and of outputs.</summary>
    private GraphTensor Loss(LossNodes loss, ModelNodes nodes, GraphTensor output, GraphTensor targets, GraphTensor sampleWeights, Weight[] weights)
    {
        List<GraphTensor> parts = [loss.Write(_graph, _options.Loss, output, targets, sampleWeights)];
        parts.AddRange(weights.Where(w => w.Regularizer is not null).Select(w => PenaltyNodes.OfWeight(_graph, w, _variables.Read(w))));
        parts.AddRange(nodes.Activities.Select(a => PenaltyNodes.OfOutput(_graph, a.Regularizer, a.Output, a.Path)));
        return parts.Count == 1 ? parts[0] : _graph.AddN(parts);
    }

    /// <summary>The weights that training changes, in the order of the model's trainable weights, which is Keras's.</summary>
    private Weight[] TrainedWeights()
    {
        var order = _compiled.Model.TrainableWeights.Index().ToDictionary(w => w.Item, w => w.Index);
        var read = _compiled.Flat.Needed([_compiled.Flat.Outputs[0]]).Where(c => c.Layer.Trainable).SelectMany(c => c.Layer.Weights.Where(w => w.Trainable)).Distinct();
        return [.. read.OrderBy(w => order.GetValueOrDefault(w, order.Count))];
    }

    /// <summary>Makes what is kept about each weight, in the order of <see cref="Compute.Optimizers.OptimizerSnapshot.Slots"/>.</summary>
    private WeightTraining[] Steps(Weight[] weights, LearningRateMultipliers multipliers)
    {
        var optimizer = _options.Optimizer;
        var slots = OptimizerNodes.Slots(optimizer);
        WeightTraining[] steps = [.. weights.Select(w => new WeightTraining(optimizer, _scalars, _variables.Of(w), multipliers[w])
        {
            Average = optimizer.UseEma ? Slot(w, "average") : null,
            Accumulator = optimizer.GradientAccumulationSteps is null ? null : Slot(w, "gradient_accumulator"),
        })];
        foreach (var group in slots.GroupBy(s => s.Group).OrderBy(g => g.Key))
            foreach (var step in steps)
                foreach (var (name, _, initial) in group) step.Slots.Add(name, Slot(step.Variable.Weight!, name, initial));
        return steps;
    }

    private GraphVariable Slot(Weight weight, string name, float initial = 0)
    {
        var slot = _variables.Make(_names.Other($"{_names.Of(weight)}/{name}"), weight, name, new TensorShape([.. weight.Shape]), DataType.Float);
        // Made when they are asked for, not kept: as large as the weights.
        if (initial != 0) _initial.Add(slot, () => TensorValue.Of(Enumerable.Repeat(initial, (int)weight.Shape.Count).ToArray().AsMemory(), [.. weight.Shape]));
        return slot;
    }

    private GraphNode Update(WeightTraining[] steps, GraphTensor[] gradients, IReadOnlyList<WeightUpdate> statistics, out GraphNode? accumulate)
    {
        GraphNode[] moved = [.. statistics.GroupBy(s => s.Weight).Select(g => Move(g.Key, g.Last().Value))];
        accumulate = _options.Optimizer.GradientAccumulationSteps is null
            ? null
            : _graph.NoOp([.. moved, .. steps.SelectMany((step, i) => step.Accumulate(gradients[i]))], name: "accumulate");
        var means = GradientClipping.Clip(_graph, _options.Optimizer, [.. steps.Select((step, i) => step.Mean(gradients[i]))]);
        return _graph.NoOp([.. moved, .. steps.SelectMany((step, i) => step.Update(means[i]))], name: "update");
    }

    private GraphNode Move(Weight weight, GraphTensor value)
    {
        using var scope = _graph.Scope($"update/{_names.Of(weight)}");
        var variable = _variables.Of(weight);
        var assign = _graph.AssignVariableOp(variable.Handle, value, name: "assign");
        assign.Controls.Add(variable.Value.Node);
        return assign;
    }

    /// <summary>Moves the counters of a graph that trains alone, behind everything else.</summary>
    private GraphNode[] Count(GraphNode update)
    {
        using var scope = _graph.Scope("step");
        var nodes = new List<GraphNode>();
        foreach (var (variable, initial, next) in _scalars.Counters)
        {
            _initial.Add(variable, () => initial);
            var assign = _graph.AssignVariableOp(variable.Handle, next, name: $"count_{variable.SharedName}");
            assign.Controls.Add(update);
            nodes.Add(assign);
        }

        return [.. nodes];
    }
}
