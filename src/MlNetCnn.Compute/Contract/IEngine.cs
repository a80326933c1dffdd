using MlNetCnn.Keras;

namespace MlNetCnn.Compute;

/// <summary>Something that can run a <see cref="Model"/>: the managed CPU engine, TensorFlow ...</summary>
public interface IEngine
{
    /// <summary>Short name, as <c>--engine=</c> takes it: <c>managed</c>, <c>tensorflow</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Name and version of its arithmetic, e.g. <c>managed 2</c>: changed whenever the last bits of results change, so that what is kept on disk is never
    /// mixed with what would be computed today.
    /// </summary>
    string Arithmetic { get; }

    /// <summary>Prepares a model for running. The executable has its own copy of the weights: see <see cref="IExecutable.ReadWeights"/>.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="options">Null for prediction of the model's outputs.</param>
    /// <exception cref="ArgumentException">A named layer does not exist, or the input's shape is not known.</exception>
    /// <exception cref="NotSupportedException">The engine cannot run (or cannot train) a layer; the message names it.</exception>
    IExecutable Compile(Model model, CompileOptions? options = null);
}
