using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where everything is found: data, transforms, evaluation and models, with one seed and one log.</summary>
public sealed class MLContext : IHostEnvironment
{
    /// <summary>A context; with a seed, whatever draws random numbers draws the same ones every time.</summary>
    public MLContext(int? seed = null)
    {
        Environment = new LocalEnvironment(seed);
        Environment.AddListener<ChannelMessage>((source, message) =>
            Log?.Invoke(this, new LoggingEventArgs(message.Message, message.Kind, source)));
        BinaryClassification = new BinaryClassificationCatalog(Environment);
        MulticlassClassification = new MulticlassClassificationCatalog(Environment);
        Transforms = new TransformsCatalog(Environment);
        Model = new ModelOperationsCatalog(Environment);
        Data = new DataOperationsCatalog(Environment);
    }

    /// <summary>Raised for every log line.</summary>
    public event EventHandler<LoggingEventArgs> Log;

    /// <summary>Evaluation of yes-no classifiers.</summary>
    public BinaryClassificationCatalog BinaryClassification { get; }

    /// <summary>Evaluation of classifiers of several classes.</summary>
    public MulticlassClassificationCatalog MulticlassClassification { get; }

    /// <summary>Estimators that transform columns.</summary>
    public TransformsCatalog Transforms { get; }

    /// <summary>Saving, loading and using models.</summary>
    public ModelOperationsCatalog Model { get; }

    /// <summary>Views over data.</summary>
    public DataOperationsCatalog Data { get; }

    /// <summary>The loadable classes.</summary>
    public ComponentCatalog ComponentCatalog => Environment.ComponentCatalog;

    /// <summary>The folder of temporary files.</summary>
    public string TempFilePath
    {
        get => Environment.TempFilePath;
        set => Environment.TempFilePath = value;
    }

    /// <summary>Whether components that find no GPU may use the CPU.</summary>
    public bool FallbackToCpu
    {
        get => Environment.FallbackToCpu;
        set => Environment.FallbackToCpu = value;
    }

    /// <summary>The GPU that components shall use, or null.</summary>
    public int? GpuDeviceId
    {
        get => Environment.GpuDeviceId;
        set => Environment.GpuDeviceId = value;
    }

    internal LocalEnvironment Environment { get; }

    string IExceptionContext.ContextDescription => Environment.ContextDescription;

    /// <summary>Adds an option unless there is one of this name.</summary>
    public bool TryAddOption<T>(string name, T value) => Environment.TryAddOption(name, value);

    /// <summary>Sets an option.</summary>
    public void SetOption<T>(string name, T value) => Environment.SetOption(name, value);

    /// <summary>Gets an option of this name and type.</summary>
    public bool TryGetOption<T>(string name, out T value) => Environment.TryGetOption(name, out value);

    /// <summary>Gets an option; where there is none, sets and returns the type's default.</summary>
    public T GetOptionOrDefault<T>(string name) => Environment.GetOptionOrDefault<T>(name);

    /// <summary>Removes an option.</summary>
    public bool RemoveOption(string name) => Environment.RemoveOption(name);

    TException IExceptionContext.Process<TException>(TException ex) => Environment.Process(ex);

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => Environment.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => Environment.Start(name);

    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => Environment.StartPipe<TMessage>(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => Environment.StartProgressChannel(name);
}
