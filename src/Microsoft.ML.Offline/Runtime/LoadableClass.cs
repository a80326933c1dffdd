using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>A class that models can name, and the constructor or static method Create that makes it, public or not.</summary>
internal sealed class LoadableClass
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    private readonly MethodBase _maker;
    private readonly bool _takesEnvironment;
    private readonly int _argumentCount;

    private LoadableClass(LoadableClassAttributeBase attribute, MethodBase maker)
    {
        InstanceType = attribute.InstanceType;
        _maker = maker;
        _argumentCount = attribute.CtorTypes.Length;
        _takesEnvironment = maker != null && maker.GetParameters().Length > _argumentCount;
    }

    public Type InstanceType { get; }

    /// <summary>
    /// Finds what makes the class. Either form may take the environment as an additional first parameter; where both forms
    /// exist the more visible one is taken.
    /// </summary>
    /// <exception cref="InvalidOperationException">Both forms exist and are equally visible.</exception>
    public static bool TryCreate(LoadableClassAttributeBase attribute, out LoadableClass result)
    {
        Type[] parameters = attribute.CtorTypes;
        Type[] withEnvironment = [typeof(IHostEnvironment), .. parameters];
        ConstructorInfo constructor = null;
        if (attribute.InstanceType.IsAssignableFrom(attribute.LoaderType))
        {
            constructor = attribute.LoaderType.GetConstructor(Instance, null, parameters, null)
                ?? attribute.LoaderType.GetConstructor(Instance, null, withEnvironment, null);
        }
        MethodInfo create = FindCreate(attribute, parameters) ?? FindCreate(attribute, withEnvironment);
        MethodBase maker = (MethodBase)constructor ?? create;
        if (constructor != null && create != null)
        {
            int difference = Visibility(constructor) - Visibility(create);
            if (difference == 0)
            {
                throw Contracts.Except($"Can't load type {attribute.InstanceType}, because it has both create and constructor methods with the same visibility. " +
                    "Please indicate which one should be used by changing either the signature or the visibility of one of them.");
            }
            maker = difference > 0 ? constructor : create;
        }
        result = new LoadableClass(attribute, maker);
        return maker != null;
    }

    /// <summary>Makes an instance.</summary>
    /// <exception cref="InvalidOperationException">ML.NET's own code failed in it.</exception>
    /// <exception cref="TargetInvocationException">Other code failed in it.</exception>
    public object CreateInstance(IHostEnvironment environment, object[] arguments)
    {
        if (arguments.Length != _argumentCount)
        {
            throw Contracts.Except($"Wrong number of extra parameters for loadable class '{InstanceType.Name}', " +
                $"need '{_argumentCount}', given '{arguments.Length}'");
        }
        object[] all = _takesEnvironment ? [environment, .. arguments] : arguments;
        try
        {
            return _maker switch
            {
                ConstructorInfo constructor => constructor.Invoke(all),
                MethodInfo create => create.Invoke(null, all),
                _ => throw Contracts.Except($"Can't instantiate class '{InstanceType.Name}'"),
            };
        }
        catch (TargetInvocationException exception) when (exception.InnerException?.IsMarked() == true)
        {
            throw Contracts.Except("Error during class instantiation", exception);
        }
    }

    private static MethodInfo FindCreate(LoadableClassAttributeBase attribute, Type[] parameters)
    {
        MethodInfo create = attribute.LoaderType.GetMethod("Create", Static, null, parameters, null);
        return create?.DeclaringType == attribute.LoaderType && create.ReturnType == attribute.InstanceType ? create : null;
    }

    private static int Visibility(MethodBase method)
        => method.IsFamilyAndAssembly ? 0
            : method.IsPrivate ? 1
            : method.IsFamily ? 2
            : method.IsFamilyOrAssembly ? 3
            : method.IsAssembly ? 4
            : 5;
}
