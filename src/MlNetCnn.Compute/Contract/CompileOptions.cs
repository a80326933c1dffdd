using MlNetCnn.Keras;

namespace MlNetCnn.Compute;

/// <summary>What an executable is compiled for.</summary>
public sealed record CompileOptions
{
    /// <summary>
    /// Names of the layers whose outputs <see cref="IExecutable.Predict"/> returns, in this order; layers that none of them needs are left out.
    /// A layer inside a nested model is named <c>outer/inner</c>, or by its own name where no other layer has it. Default: the model's outputs.
    /// </summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    /// <summary>
    /// Names of the layers whose outputs are given instead of computed, in the order of the tensors: the net runs from there on, e.g. the head of a net from its last
    /// convolution's output. Named as in <see cref="Outputs"/>; an input layer's name stands for that input, and both may be mixed. Of a layer that is called several times
    /// the first call's output is given. Together they must lead to all that is asked for. Default null: the model's inputs.
    /// </summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>
    /// Whether the outputs are those before their last softmax or sigmoid (what goes into it: the logits), be it a layer of its own or a layer's activation, also inside nested
    /// models; layers behind it that only reorder values, or that do nothing in inference mode (reshapes, dropout ...), still run. An output that ends with neither stays as
    /// it is. Nothing is computed twice. Not together with <see cref="Training"/>. Default false.
    /// </summary>
    public bool Logits { get; init; }

    /// <summary>
    /// Shapes of the model's own inputs (also where <see cref="Inputs"/> has others given), for models whose own leave dimensions open. Default: the model's.
    /// </summary>
    public IReadOnlyList<Shape>? InputShapes { get; init; }

    /// <summary>Threads used at most. Results do not depend on it. Default 0: one per core.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Whether convolutions are computed by direct sums alone, exact to float32's own roundings (relative error about 1e-6), instead of Winograd's method
    /// where that is faster (about 1e-5, at most 1e-4). An engine that cannot promise it, as TensorFlow, refuses with <see cref="NotSupportedException"/>. Default false.
    /// </summary>
    public bool Precise { get; init; }

    /// <summary>
    /// Ways of convolving as measured (<see cref="ManagedEngine.MeasurePlan"/>); null (the default) for the engine's own estimates, which are the same on every machine.
    /// Not together with <see cref="Precise"/>. Of the managed engine alone: others have ways of their own, and leave it aside.
    /// </summary>
    public ConvolutionPlan? ConvolutionPlan { get; init; }

    /// <summary>How to train; null (the default) for prediction alone.</summary>
    public TrainingOptions? Training { get; init; }
}
