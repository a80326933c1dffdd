using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute;

/// <summary>A compiled model. <see cref="Predict"/> may be called from many threads at once; everything else from one at a time.</summary>
public interface IExecutable : IDisposable
{
    /// <summary>The model it was compiled from.</summary>
    Model Model { get; }

    /// <summary>How it trains; null when it was compiled for prediction alone, or does not say.</summary>
    TrainingOptions? Training => null;

    /// <summary>The engine's <see cref="IEngine.Arithmetic"/>; empty where it does not say.</summary>
    string Arithmetic => "";

    /// <summary>Shapes of the inputs, all known: the model's, or of what <see cref="CompileOptions.Inputs"/> names.</summary>
    IReadOnlyList<Shape> InputShapes { get; }

    /// <summary>Shapes of what <see cref="Predict"/> returns.</summary>
    IReadOnlyList<Shape> OutputShapes { get; }

    /// <summary>
    /// Runs the model forward in inference mode. On the managed engine an element's result does not depend on the batch it is in, on the thread count, or on the run; on engines that
    /// leave arithmetic to a library (<see cref="IEngine.Arithmetic"/> says which) it does so in its last bits.
    /// </summary>
    /// <param name="inputs">One tensor per input, all of one batch size.</param>
    /// <param name="cancellation">Looked at between micro-batches.</param>
    /// <returns>New tensors, one per output asked for at compile time.</returns>
    /// <exception cref="ArgumentException">A shape or the number of inputs does not fit, or the batch is empty.</exception>
    IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> inputs, CancellationToken cancellation = default);

    /// <summary>
    /// One optimizer step on a batch: forward in training mode, loss, gradients, update of the trainable weights (every few steps only with
    /// <see cref="Optimizer.GradientAccumulationSteps"/>).
    /// </summary>
    /// <param name="inputs">One tensor per input.</param>
    /// <param name="targets">What the loss compares with: one value (0 or 1) or a one-hot row per element, or class indices for the sparse loss.</param>
    /// <param name="sampleWeights">One per element; the loss is sum(weight * loss) / batch, as in Keras. Default: all 1.</param>
    /// <returns>The batch's loss before the update, and the outputs in training mode, for metrics.</returns>
    /// <exception cref="InvalidOperationException">Compiled without training options.</exception>
    TrainStepResult TrainStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default);

    /// <summary>Loss of a batch in inference mode; nothing changes.</summary>
    /// <param name="inputs">One tensor per input.</param>
    /// <param name="targets">As for <see cref="TrainStep"/>.</param>
    /// <param name="sampleWeights">As for <see cref="TrainStep"/>.</param>
    /// <returns>The loss and the outputs.</returns>
    /// <exception cref="InvalidOperationException">Compiled without training options.</exception>
    TrainStepResult TestStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default);

    /// <summary>
    /// Gradient of a scalar of the first output with respect to inputs, layers' outputs or weights: one pass forward, and one backward as far as is asked for. Nothing changes.
    /// </summary>
    /// <param name="inputs">One tensor per input.</param>
    /// <param name="outputGradient">
    /// Called once, with the first output: gives the derivative of the scalar by each of its values, e.g. one-hot rows for a class's score. What it is given is the caller's to keep.
    /// </param>
    /// <param name="query">What is asked for.</param>
    /// <exception cref="ArgumentException">A name is none of the model's, the output does not depend on it, or the derivative has another shape than the output.</exception>
    /// <exception cref="NotSupportedException">The engine has no gradient for a layer on the way; the message names it.</exception>
    GradientResult Differentiate(IReadOnlyList<Tensor> inputs, Func<Tensor, Tensor> outputGradient, GradientQuery query);

    /// <summary>The optimizer's learning rate, for schedules. Starts as the optimizer's own.</summary>
    /// <exception cref="InvalidOperationException">Compiled without training options.</exception>
    double LearningRate { get; set; }

    /// <summary>
    /// Ends training, as Keras's <c>fit</c> does after the last epoch: with an optimizer that averages weights (<see cref="Optimizer.UseEma"/>), the averages become the
    /// weights. Nothing happens otherwise.
    /// </summary>
    /// <exception cref="InvalidOperationException">Compiled without training options.</exception>
    void FinishTraining();

    /// <summary>
    /// Copies the optimizer's state. With it and the weights, another executable of the same model and options goes on as this one would: bit for bit on the managed engine, to roundings on
    /// another.
    /// </summary>
    /// <exception cref="InvalidOperationException">Compiled without training options.</exception>
    OptimizerSnapshot ReadOptimizer();

    /// <summary>Goes on from the state of another executable of the same model and options.</summary>
    /// <param name="snapshot">What <see cref="ReadOptimizer"/> gave.</param>
    /// <exception cref="ArgumentException">It is of another optimizer or of other weights; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">Compiled without training options.</exception>
    void WriteOptimizer(OptimizerSnapshot snapshot);

    /// <summary>Copies the executable's weights into <see cref="Model"/>, e.g. after training. Weights that neither training nor the model has changed cost nothing.</summary>
    void ReadWeights();

    /// <summary>Takes over <see cref="Model"/>'s weights, e.g. after loading.</summary>
    void WriteWeights();
}
