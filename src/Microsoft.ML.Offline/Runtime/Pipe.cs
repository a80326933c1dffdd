namespace Microsoft.ML.Runtime;

/// <summary>Sends messages of one type to the environment's listeners.</summary>
internal class Pipe<TMessage> : IPipe<TMessage>
{
    private readonly LocalEnvironment _environment;
    private readonly string _parentName;
    private readonly string _name;
    private bool _disposed;

    public Pipe(LocalEnvironment environment, string parentName, string parentFullName, string name)
    {
        _environment = environment;
        _parentName = parentName;
        _name = name;
        ContextDescription = string.IsNullOrEmpty(parentFullName) ? name : $"{parentFullName}; {name}";
    }

    public string ContextDescription { get; }

    public void Send(TMessage msg) => _environment.Dispatch(ContextDescription, msg);

    public TException Process<TException>(TException ex) where TException : Exception
    {
        if (ex != null)
        {
            ex.Data["Throwing component"] = _parentName;
            ex.Data["Phase"] = _name;
            Contracts.Mark(ex);
        }
        return ex;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        OnDispose();
    }

    protected virtual void OnDispose()
    {
    }
}
