namespace MlNetCnn.Keras.Initializers;

/// <summary>How the values of a new weight are drawn. Immutable; one file per initializer.</summary>
public abstract class Initializer
{
    /// <summary>Keras's class name, e.g. <c>GlorotUniform</c>.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>Fills the values of a weight.</summary>
    /// <param name="values">One value per element of <paramref name="shape"/>, row-major.</param>
    /// <param name="shape">Shape of the weight; the last two dimensions are inputs and outputs, those before are the receptive field.</param>
    /// <param name="random">The weight's own stream.</param>
    public abstract void Fill(Span<float> values, Shape shape, RandomStream random);

    /// <summary>Writes what <c>get_config()</c> holds in Keras.</summary>
    internal abstract void WriteConfig(Config.ConfigWriter config);
}
