using System.Collections.Concurrent;

namespace Microsoft.ML.Runtime;

/// <summary>
/// The environment inside an <see cref="MLContext"/>, and each host made from it. Messages go to the listeners of the
/// root; names are built as in ML.NET: a channel's full name is "host; channel".
/// </summary>
internal sealed class LocalEnvironment : IHost
{
    private readonly LocalEnvironment _root;
    private readonly LocalEnvironment _source;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, object> _options = [];
    private readonly ConcurrentDictionary<Type, Delegate> _listeners;
    private readonly string _name;
    private readonly string _parentFullName;

    public LocalEnvironment(int? seed)
    {
        _root = this;
        _listeners = new ConcurrentDictionary<Type, Delegate>();
        Seed = seed;
        Rand = seed.HasValue ? new Random(seed.Value) : new Random();
        ComponentCatalog = new ComponentCatalog();
        TempFilePath = Path.GetTempPath();
    }

    private LocalEnvironment(LocalEnvironment source, string name, Random rand)
    {
        _root = source._root;
        _source = source;
        _listeners = source._listeners;
        _name = name;
        _parentFullName = source._source?.FullName;
        Seed = source.Seed;
        Rand = rand;
        ComponentCatalog = source.ComponentCatalog;
        TempFilePath = source.TempFilePath;
        GpuDeviceId = source.GpuDeviceId;
        FallbackToCpu = source.FallbackToCpu;
    }

    public int? Seed { get; }

    public Random Rand { get; }

    public ComponentCatalog ComponentCatalog { get; }

    public string TempFilePath { get; set; }

    public int? GpuDeviceId { get; set; }

    public bool FallbackToCpu { get; set; }

    public string ContextDescription => "HostEnvironment";

    private string FullName => string.IsNullOrEmpty(_parentFullName) ? _name : $"{_parentFullName}; {_name}";

    /// <summary>The environment behind a host given to a component, or null where it is another implementation.</summary>
    public static LocalEnvironment Of(IHostEnvironment environment)
        => environment is MLContext context ? context.Environment : environment as LocalEnvironment;

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        lock (_gate)
            return new LocalEnvironment(this, name, new Random(seed ?? Rand.Next()));
    }

    public IChannel Start(string name)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        return new Channel(this, _name, FullName, name);
    }

    public IPipe<TMessage> StartPipe<TMessage>(string name)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        return new Pipe<TMessage>(this, _name, FullName, name);
    }

    public IProgressChannel StartProgressChannel(string name)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        return new ProgressChannel();
    }

    public TException Process<TException>(TException ex) where TException : Exception
    {
        if (ex != null)
        {
            ex.Data["Throwing component"] = "Environment";
            Contracts.Mark(ex);
        }
        return ex;
    }

    /// <summary>Adds a listener, called with the full name of the sender.</summary>
    public void AddListener<TMessage>(Action<string, TMessage> listener)
        => _listeners.AddOrUpdate(typeof(TMessage), listener, (_, old) => Delegate.Combine(old, listener));

    public void Dispatch<TMessage>(string source, TMessage message)
    {
        if (_listeners.TryGetValue(typeof(TMessage), out Delegate listeners))
            ((Action<string, TMessage>)listeners)(source, message);
    }

    public bool TryAddOption<T>(string name, T value)
    {
        CheckOption(name);
        return _options.TryAdd(name, value);
    }

    public void SetOption<T>(string name, T value)
    {
        CheckOption(name);
        _options[name] = value;
    }

    public bool TryGetOption<T>(string name, out T value)
    {
        CheckOption(name);
        if (_options.TryGetValue(name, out object found) && found is T typed)
        {
            value = typed;
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>The option's value; where there is none, the default is set and returned.</summary>
    public T GetOptionOrDefault<T>(string name)
    {
        CheckOption(name);
        if (!_options.TryGetValue(name, out object value))
            _options[name] = value = default(T);
        return (T)value;
    }

    public bool RemoveOption(string name)
    {
        CheckOption(name);
        return _options.Remove(name);
    }

    private static void CheckOption(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentNullException(nameof(name));
    }
}
