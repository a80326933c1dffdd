using System.Reflection;
using Microsoft.ML;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Persistence;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.SaveModel</c> and <c>ml.Cnn.LoadModel</c>.</summary>
public static class ModelFileCatalog
{
    /// <summary>Saves a fitted model as an ML.NET model zip, whole or not at all: a kill at any moment leaves the old file or the new one.</summary>
    /// <remarks>The same model makes the same file, byte for byte: unlike <c>ml.Model.Save</c>, no time of day is written.</remarks>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="model">A transformer, e.g. what a pipeline's <c>Fit</c> gave.</param>
    /// <param name="inputSchema">Schema of the data it takes.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="IOException">The folder does not exist or cannot be written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file is not writable.</exception>
    public static void SaveModel(this CnnCatalog cnn, ITransformer model, DataViewSchema inputSchema, string path)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputSchema);
        AtomicFile.Write(path, stream =>
        {
            cnn.Context.Model.Save(model, inputSchema, stream);
            ZipTimes.Clear(stream);
        });
    }

    /// <summary>Loads a model zip. The same as <c>ml.Model.Load</c> once <c>ml.Cnn</c> was touched, with clearer errors.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="inputSchema">Schema of the data it takes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">It is not a model zip, or is damaged; the message names it.</exception>
    public static ITransformer LoadModel(this CnnCatalog cnn, string path, out DataViewSchema inputSchema) => cnn.LoadModel(path, null, out inputSchema);

    /// <summary>Loads a model zip, whose networks an engine shall run: a zip does not say what ran them when it was made.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="engine">What runs the networks in it, e.g. <c>ml.Cnn.TensorFlow()</c>; null for the managed engine.</param>
    /// <param name="inputSchema">Schema of the data it takes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">It is not a model zip, or is damaged; the message names it.</exception>
    public static ITransformer LoadModel(this CnnCatalog cnn, string path, IEngine? engine, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length == 0) throw new ModelFormatException("the file is empty; an ML.NET model zip was expected.", path);
        try
        {
            ZipChecks.Verify(stream, path);
            (var model, inputSchema) = LoadingEngine.With(engine, () => (cnn.Context.Model.Load(stream, out var schema), schema));
            return model;
        }
        // ML.NET makes components through reflection, so that what they throw may come wrapped.
        catch (Exception e) when ((e as ModelFormatException)?.File != path && Cause(e) is FormatException or IOException or InvalidDataException or InvalidOperationException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new ModelFormatException($"this is not an ML.NET model zip that can be loaded, or it is damaged: {e.GetBaseException().Message}", path, inner: e);
        }
    }

    /// <summary>Loads a model zip.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">It is not a model zip, or is damaged; the message names it.</exception>
    public static ITransformer LoadModel(this CnnCatalog cnn, string path) => cnn.LoadModel(path, null, out _);

    /// <summary>Loads a model zip, whose networks an engine shall run: a zip does not say what ran them when it was made.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="engine">What runs the networks in it, e.g. <c>ml.Cnn.TensorFlow()</c>; null for the managed engine.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">It is not a model zip, or is damaged; the message names it.</exception>
    public static ITransformer LoadModel(this CnnCatalog cnn, string path, IEngine? engine) => cnn.LoadModel(path, engine, out _);

    private static Exception Cause(Exception e)
    {
        while (e is TargetInvocationException { InnerException: { } inner }) e = inner;
        return e;
    }
}
