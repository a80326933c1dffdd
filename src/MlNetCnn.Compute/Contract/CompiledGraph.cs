using System.Diagnostics.CodeAnalysis;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute;

/// <summary>
/// What every engine makes of a model and <see cref="CompileOptions"/> before it makes anything of its own: the calls laid open, what is given and what is wanted, and the checks that the
/// contract promises, so that a mistake is the same exception whichever engine runs.
/// </summary>
internal sealed class CompiledGraph
{
    /// <summary>Lays a model open.</summary>
    /// <param name="engine">The engine, for messages: <c>managed</c>.</param>
    /// <param name="model">A built model.</param>
    /// <param name="options">What it is compiled for.</param>
    /// <exception cref="ArgumentException">A named layer does not exist, options do not go together, or the input's shape is not known.</exception>
    /// <exception cref="NotSupportedException">It is to be trained and has several outputs.</exception>
    public CompiledGraph(string engine, Model model, CompileOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads, nameof(options));
        if (options is { Precise: true, ConvolutionPlan: not null })
            throw new ArgumentException("CompileOptions.Precise leaves no choice to CompileOptions.ConvolutionPlan: set one of them.", nameof(options));
        (Model, Flat) = (model, new FlatGraph(model, options.InputShapes));
        if (options is { Logits: true, Training: not null })
            throw new ArgumentException("CompileOptions.Logits is for prediction and gradients, CompileOptions.Training trains what the model's loss reads: set one of them.", nameof(options));
        if (options.Inputs is not null) Flat.Give(options.Inputs);
        Outputs = options.Outputs is null ? Flat.Outputs : [.. options.Outputs.Select(Flat.Find)];
        if (Outputs.Length == 0) throw new ArgumentException("CompileOptions.Outputs is empty: name at least one layer, or leave it null.", nameof(options));
        if (options.Logits) Outputs = [.. Outputs.Select(Flat.BeforeLastActivation)];
        if (options.Inputs is not null) Flat.CheckGiven(options.Inputs, [.. Outputs, .. options.Training is null ? [] : Flat.Outputs]);
        if (options.Training is not null && Flat.Outputs.Length != 1)
            throw new NotSupportedException($"The {engine} engine trains models with one output; '{model.Name}' has {Flat.Outputs.Length}.");
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>Its calls.</summary>
    public FlatGraph Flat { get; }

    /// <summary>What comes from outside.</summary>
    public GraphValue[] Inputs => Flat.Inputs;

    /// <summary>What <see cref="IExecutable.Predict"/> returns.</summary>
    public GraphValue[] Outputs { get; }

    /// <summary>Checks a batch.</summary>
    /// <param name="inputs">One tensor per input.</param>
    /// <returns>Its elements, at least 1.</returns>
    /// <exception cref="ArgumentException">A shape or the number of inputs does not fit, or the batch is empty.</exception>
    public int CheckInputs(IReadOnlyList<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != Inputs.Length)
            throw new ArgumentException($"The model '{Model.Name}' takes {Inputs.Length} inputs, not {inputs.Count}.", nameof(inputs));
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Shape != Inputs[i].Shape)
                throw new ArgumentException($"Input {i} of the model '{Model.Name}' was compiled for {Inputs[i].Shape.ToBatchString()}, not {inputs[i]}.", nameof(inputs));
            if (inputs[i].Batch != inputs[0].Batch)
                throw new ArgumentException($"The inputs are batches of {inputs[0].Batch} and {inputs[i].Batch}; they must be of one size.", nameof(inputs));
        }

        return inputs[0].Batch > 0 ? inputs[0].Batch : throw new ArgumentException("The batch is empty.", nameof(inputs));
    }

    /// <summary>Checks what a question's callback gave.</summary>
    /// <param name="output">The first output.</param>
    /// <param name="outputGradient">The derivative by it.</param>
    /// <exception cref="ArgumentException">It has another shape than the output.</exception>
    public static void CheckOutputGradient(Tensor output, [NotNull] Tensor? outputGradient)
    {
        if (outputGradient is null || outputGradient.Batch != output.Batch || outputGradient.Shape != output.Shape)
            throw new ArgumentException($"The output's gradient must be {output}, as the output is, not {outputGradient?.ToString() ?? "null"}.", nameof(outputGradient));
    }

    /// <summary>A question, looked up and checked: what <see cref="IExecutable.Differentiate"/> promises.</summary>
    /// <exception cref="ArgumentException">A name is none of the model's, or the first output does not depend on it.</exception>
    public GradientTargets Targets(GradientQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!Enum.IsDefined(query.Relu)) throw new ArgumentOutOfRangeException(nameof(query), query.Relu, "GradientQuery.Relu is none of Standard, Guided and Deconvnet.");
        (GraphValue? Value, Weight? Weight)[] targets = [.. query.WithRespectTo.Select(Target)];
        GraphValue[] kept = [.. query.Values.Select(Flat.Find)];
        var calls = Flat.Needed([Outputs[0]]);
        foreach (var (value, name) in targets.Select(t => t.Value).Zip(query.WithRespectTo).Concat(kept.Select(v => (GraphValue?)v).Zip(query.Values)))
            if (value is not null && value != Outputs[0] && !calls.Any(c => c.Inputs.Contains(value)))
                throw new ArgumentException($"The output does not depend on the layer '{name}'.", nameof(query));
        var read = calls.SelectMany(c => c.Layer.Weights).ToHashSet();
        foreach (var ((_, weight), name) in targets.Zip(query.WithRespectTo))
        {
            if (weight is null) continue;
            if (!read.Contains(weight)) throw new ArgumentException($"The output does not depend on the weight '{name}'.", nameof(query));
            if (!weight.Trainable) throw new ArgumentException($"There is no gradient by the weight '{name}': no training changes it.", nameof(query));
        }

        return new GradientTargets(calls, targets, kept);
    }

    /// <summary>What a name stands for: a layer's output, or a weight by its path (layer/kernel).</summary>
    private (GraphValue? Value, Weight? Weight) Target(string name)
    {
        var slash = name.LastIndexOf('/');
        if (slash > 0 && Flat.FindLayer(name[..slash])?.Weights.FirstOrDefault(w => w.Name == name[(slash + 1)..]) is { } weight) return (null, weight);
        return (Flat.Find(name), null);
    }
}
